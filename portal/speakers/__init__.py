"""What may somebody do who comes for one point of the programme? See when and where it is, and leave files for it."""

"""What happens in the room: the dilemma game on the wall and on the participants' phones."""

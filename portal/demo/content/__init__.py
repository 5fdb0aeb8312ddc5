"""What happens in the demonstration world? Typed data only: no database, no Flask, no dates that grow old."""

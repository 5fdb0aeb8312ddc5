"""What stands outside every feature: static files, health, help and privacy."""

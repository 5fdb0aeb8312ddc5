"""What does the portal look like when it is alive? The demonstration world, laid round today."""

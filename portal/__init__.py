"""MitKomponent: what participants of short courses need from the provider, and what the provider needs from them."""

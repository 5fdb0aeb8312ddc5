"""How do texts become a PDF that everybody can read? Set in a child of its own that has no disk, no network and little time."""

"""Who speaks for somebody who has lost the second step? A coordinator who knows them; for staff two people."""

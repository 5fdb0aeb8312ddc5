"""How is it kept what nobody may read who has the database and the store? Encrypted, each case under a key of its own."""

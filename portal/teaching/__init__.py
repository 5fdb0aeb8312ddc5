"""What does an instructor need to know of a cohort? Cases, materials and assignments on one page; case groups."""

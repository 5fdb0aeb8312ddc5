"""Where does it say so? Search in titles and inside materials, among what one may see."""

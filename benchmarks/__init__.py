"""`make bench`: speed and memory as ratios taken in one run; machines are noisy, ratios less so."""

"""Many reports in one run: found in folders, cut into batches, translated by several processes or machines."""

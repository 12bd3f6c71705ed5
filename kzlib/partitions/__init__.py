"""A corpus read by partitions: what memory it takes does not grow with it, and parts can be read apart.

Files are taken in by batches, and their articles put into parts (`work.take`); the day of each is looked for where it
is not given; each part is read by itself (`work.annotate`). What is left in a store is put together (`assemble`). The
tables are the same bytes however the corpus was cut, and wherever its parts were read.
"""

"""PySpark's collect and toPandas of the rows that benchmarks/SparkRows collects. Run by spark-submit; toPandas only where pandas is installed."""
import sys
import time

from pyspark.sql import SparkSession

ROWS = 1_000_000
QUERY = (
    "select id, concat('name ', id) as name, cast(id / 4 as decimal(12,2)) as price, timestamp_micros(id * 1234567) as at, id * 0.5D as score "
    f"from range(0, {ROWS}, 1, 8)"
)


def report(what, read, rounds):
    best = float("inf")
    for _ in range(rounds):
        start = time.monotonic()
        count = read()
        best = min(best, time.monotonic() - start)
        if count != ROWS:
            sys.exit(f"{what}: not all rows came.")
    print(f"{what:34} {best:6.2f} s  {ROWS / best / 1e6:5.2f} M rows/s", flush=True)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    frame = SparkSession.builder.getOrCreate().sql(QUERY)
    report("PySpark: collect", lambda: len(frame.collect()), rounds)
    try:
        import pandas  # noqa: F401
    except ImportError:
        print("PySpark: toPandas                  skipped: no pandas", flush=True)
        return
    report("PySpark: toPandas", lambda: len(frame.toPandas()), rounds)


main()

#!/usr/bin/env python3
"""Measures the product as whole processes and as ratios, in one run: standard library only.

    python3 benchmarks/run.py [start] [small] [medium] [flatten] [scaling] [spark]     (no name: all)
    --repeat N    runs per figure (default 3; the median counts)
    --work DIR    where input and lakes are made (default: a temporary folder; needs about 12 GB for scaling)
    --no-spark    leave out plain_pyspark.py and the engine on Spark
    --shared DIR  folder with peers/, fhir-samples/, spark/ (default: ../shared beside the repository)

What needs ../shared or Spark is skipped with a reason where it is absent. Results are printed as a table and, with --json FILE, written.
"""
import argparse
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = options.work or tempfile.mkdtemp(prefix="metriccare-bench-")
        os.makedirs(self.work, exist_ok=True)
        self.shared = options.shared or os.path.join(os.path.dirname(ROOT), "shared")
        self.rows = []
        self.cli = None

    def publish(self):
        out = os.path.join(self.work, "publish")
        subprocess.run(["dotnet", "publish", os.path.join(ROOT, "src/MetricCare.Cli"), "-c", "Release", "-r", "linux-x64", "--self-contained", "-o", out, "-v", "q", "--nologo"], check=True)
        self.cli = os.path.join(out, "metriccare")

    def bare(self):
        out = os.path.join(self.work, "bare")
        subprocess.run(["dotnet", "publish", os.path.join(ROOT, "benchmarks/BareDuckDb"), "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:PublishReadyToRun=true", "-o", out, "-v", "q", "--nologo"], check=True)
        return os.path.join(out, "BareDuckDb")

    def timed(self, command, before=None, env=None):
        """Median wall, CPU seconds and peak memory in MB over the repeats."""
        walls, cpus, peaks = [], [], []
        for _ in range(self.options.repeat):
            if before:
                before()
            start = time.monotonic()
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)
            error = child.stderr.read()
            _, status, usage = os.wait4(child.pid, 0)
            walls.append(time.monotonic() - start)
            cpus.append(usage.ru_utime + usage.ru_stime)
            peaks.append(usage.ru_maxrss / 1024)
            if status != 0:
                sys.exit(f"{command[0]} failed ({status}): {error.decode(errors='replace')[-2000:]}")
        return statistics.median(walls), statistics.median(cpus), max(peaks)

    def note(self, name, wall, cpu, peak, remark=""):
        self.rows.append(dict(name=name, wall_s=round(wall, 3), cpu_s=round(cpu, 3), peak_mb=round(peak), remark=remark))
        print(f"{name:44} {wall:8.2f} s wall {cpu:8.2f} s cpu {peak:7.0f} MB  {remark}", flush=True)

    def skip(self, name, why):
        print(f"{name:44} skipped: {why}", flush=True)

    def run_product(self, source, *extra):
        lake = os.path.join(self.work, "lake")
        return self.timed([self.cli, "run", source, "--lake", lake, "--quiet", *extra], before=lambda: shutil.rmtree(lake, ignore_errors=True))

    # The measurements -------------------------------------------------------------------------------------------

    def start(self):
        wall, cpu, peak = self.timed([self.cli, "--version"])
        self.note("start: --version", wall, cpu, peak, "target below 0.15 s")

    def peer_input(self, size):
        generator = os.path.join(self.shared, "peers", "gen_peer_input.py")
        if not os.path.exists(generator):
            return None
        out = os.path.join(self.work, "peer-" + size)
        if not os.path.exists(os.path.join(out, "manifest.json")):
            subprocess.run([sys.executable, generator, "--out", out, "--size", size], check=True, stdout=subprocess.DEVNULL)
        return out

    def small(self):
        source = self.peer_input("small")
        if not source:
            return self.skip("small", "no ../shared/peers")
        self.note("run: 1,000 patients (10 MB arrays)", *self.run_product(source, "--zone", "UTC"), "target at most 1.5 s wall")

    def medium(self):
        source = self.peer_input("medium")
        if not source:
            return self.skip("medium", "no ../shared/peers")
        wall, cpu, peak = self.run_product(source, "--zone", "UTC")
        self.note("run: 20,000 patients (210 MB arrays)", wall, cpu, peak, "target at most 3 s wall")
        if self.options.no_spark:
            return self.skip("plain_pyspark.py", "--no-spark")
        unpack = os.path.join(self.shared, "spark", "unpack.sh")
        if not os.path.exists(unpack) or not shutil.which("java"):
            return self.skip("plain_pyspark.py", "no ../shared/spark or no Java")
        home = subprocess.run(["bash", unpack], check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
        env = dict(os.environ, SPARK_HOME=home, SPARK_LOCAL_IP="127.0.0.1")
        out = os.path.join(self.work, "pyspark-out")
        peer = [os.path.join(home, "bin", "spark-submit"), "--master", "local[2]", "--conf", "spark.ui.enabled=false", os.path.join(self.shared, "peers", "plain_pyspark.py"), source, out]
        repeat, self.options.repeat = self.options.repeat, 1
        pwall, pcpu, ppeak = self.timed(peer, before=lambda: shutil.rmtree(out, ignore_errors=True), env=env)
        self.options.repeat = repeat
        self.note("plain_pyspark.py: the same input", pwall, pcpu, ppeak, f"we are {pwall / wall:.1f} times faster (target 7)")

    def spark(self):
        """The engine on Spark: the sample and 1,000 patients; the tables of plain_pyspark.py by the engine and by itself, on the same input and session settings."""
        unpack = os.path.join(self.shared, "spark", "unpack.sh")
        if self.options.no_spark or not os.path.exists(unpack) or not shutil.which("java"):
            return self.skip("spark", "--no-spark, no ../shared/spark or no Java")
        home = subprocess.run(["bash", unpack], check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
        env = dict(os.environ, SPARK_HOME=home, SPARK_LOCAL_IP="127.0.0.1", METRICCARE_TRACE="1")
        self.on_spark("spark: sample data, Hudi", os.path.join(ROOT, "sample-data"), env, "target below 60 s wall")
        self.on_spark("spark: sample data, Parquet", os.path.join(ROOT, "sample-data"), env, "", "--format", "parquet")
        source = self.peer_input("small")
        if not source:
            return self.skip("spark: 1,000 patients", "no ../shared/peers")
        self.on_spark("spark: 1,000 patients, Hudi", source, env, "all 61 models", "--zone", "UTC")
        self.on_spark("spark: 1,000 patients, Parquet", source, env, "all 61 models", "--zone", "UTC", "--format", "parquet")
        same = ["--zone", "UTC", "--jobs", os.path.join(ROOT, "benchmarks", "peer-jobs")]
        self.on_spark("spark: 1,000 patients, the peer's tables, Hudi", source, env, "the lakehouse that this replaces: 52 s; target a third of it", *same)
        self.on_spark("spark: 1,000 patients, the peer's tables, Parquet", source, env, "target: not slower than plain_pyspark.py", *same, "--format", "parquet")
        self.peer_sums(source)
        out = os.path.join(self.work, "pyspark-out")
        settings = [part for pair in SESSION for part in ("--conf", pair)]
        peer = [os.path.join(home, "bin", "spark-submit"), "--master", "local[2]", *settings, os.path.join(self.shared, "peers", "plain_pyspark.py"), source, out]
        self.note("plain_pyspark.py: 1,000 patients, Parquet", *self.once(peer, out, env)[:3], "three metrics; the same settings as ours")
        self.rows_per_second(home, env)

    def peer_sums(self, source):
        """The lake of the last run says what the generator planted."""
        with open(os.path.join(source, "manifest.json"), encoding="utf-8") as reader:
            planted = json.load(reader)["expected"]
        lake = os.path.join(self.work, "spark-lake")
        for expected, query in (
            (planted["readmissions_30d"], "select sum(is_readmission_30d) as n from gold.readmission_rate"),
            (planted["mortality_rows"], "select count(*) as n from gold.mortality_rate"),
            (planted["deaths_30d"], "select sum(death_within_30days) as n from gold.mortality_rate"),
            (planted["infection_cases"], "select sum(infection_cases) as n from gold.infection_rate"),
        ):
            done = subprocess.run([self.cli, "query", "--lake", lake, "--format", "csv", query], capture_output=True, text=True, check=True)
            if done.stdout.split()[-1] != str(expected):
                sys.exit(f"{query}: {done.stdout.split()[-1]} where {expected} were planted")

    def rows_per_second(self, home, env):
        """A million rows out of Spark: ours, and PySpark's."""
        rows = os.path.join(self.work, "rows")
        subprocess.run(["dotnet", "publish", os.path.join(ROOT, "benchmarks/SparkRows"), "-c", "Release", "-o", rows, "-v", "q", "--nologo"], check=True)
        python = [os.path.join(home, "bin", "spark-submit"), "--master", "local[2]", "--driver-memory", "2g", "--conf", "spark.ui.enabled=false", os.path.join(ROOT, "benchmarks", "collect.py")]
        for command in (["dotnet", os.path.join(rows, "SparkRows.dll")], python):
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, text=True, check=True)
            print("    " + done.stdout.strip().replace("\n", "\n    "), flush=True)

    def on_spark(self, name, source, env, remark, *extra):
        """One run; then what Spark's event log and the program's own trace say of it."""
        lake, events = os.path.join(self.work, "spark-lake"), os.path.join(self.work, "events")
        shutil.rmtree(events, ignore_errors=True)
        os.makedirs(events)
        command = [self.cli, "run", source, "--lake", lake, "--engine", "spark", "--master", "local[2]", *extra]
        wall, cpu, peak, text = self.once(command, lake, env)
        self.note(name, wall, cpu, peak, remark)
        for line in text.splitlines():
            trace = re.match(r"trace: (\d+) gateway calls; ([\d.]+) s of CPU", line)
            if trace:
                calls, own = int(trace[1]), float(trace[2])
                print(f"    {calls} gateway calls; the driver's own CPU {own:.1f} s, {100 * own / cpu:.0f} % of the run's", flush=True)
            if re.match(r"(intake|bronze|silver|gold|report|publish) ", line):
                print("    " + line, flush=True)
        self.once([*command, "--conf", "spark.eventLog.enabled=true", "--conf", f"spark.eventLog.dir={events}"], lake, env)
        jobs = {}
        for entry in os.scandir(events):
            with open(entry.path, encoding="utf-8") as reader:
                for line in reader:
                    if line.startswith('{"Event":"SparkListenerJobStart"'):
                        what = json.loads(line)["Properties"].get("spark.job.description", "")
                        jobs[what] = jobs.get(what, 0) + 1
        models = {what: count for what, count in jobs.items() if what.split(".")[0] in ("silver", "gold", "report")}
        most = ", ".join(f"{what} {count}" for what, count in sorted(models.items(), key=lambda pair: -pair[1])[:3])
        print(f"    {sum(jobs.values())} Spark jobs; {sum(models.values()) / max(1, len(models)):.1f} per model built, most: {most}", flush=True)

    def once(self, command, out, env):
        """Wall, CPU of all processes, no peak memory (it would be the launcher's), and what was said on standard error."""
        shutil.rmtree(out, ignore_errors=True)
        before = os.times()
        start = time.monotonic()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env, text=True, check=False)
        wall, after = time.monotonic() - start, os.times()
        if done.returncode != 0:
            sys.exit(f"{command[0]} failed ({done.returncode}): {done.stderr[-2000:]}")
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return wall, cpu, 0, done.stderr

    def flatten(self):
        """Bronze of about 310 MB of Observations, against a bare read_ndjson of the same columns."""
        sample = os.path.join(self.shared, "fhir-samples", "synthea-dev", "Observation.ndjson.gz")
        if not os.path.exists(sample):
            return self.skip("flatten", "no ../shared/fhir-samples")
        folder = os.path.join(self.work, "observations")
        source = os.path.join(folder, "Observation.ndjson")
        if not os.path.exists(source):
            os.makedirs(folder, exist_ok=True)
            with gzip.open(sample, "rb") as reader:
                text = reader.read()
            with open(source, "wb") as writer:
                for copy in range(5):
                    writer.write(re.sub(rb'("resourceType":"Observation","id":")', rb"\g<1>%d-" % copy, text))
        with open(os.path.join(ROOT, "benchmarks", "observation.sql"), encoding="utf-8") as reader:
            query = reader.read().replace("{source}", source).replace("{target}", os.path.join(self.work, "bare.parquet"))
        sql = os.path.join(self.work, "observation.sql")
        with open(sql, "w", encoding="utf-8") as writer:
            writer.write(query)
        bwall, bcpu, bpeak = self.timed([self.bare(), sql, "2"])
        self.note("bare DuckDB: read_ndjson of the same columns", bwall, bcpu, bpeak)
        wall, cpu, peak = self.run_product(folder, "--zone", "UTC", "--only", "bronze")
        self.note("run --only bronze: the same file", wall, cpu, peak, f"{cpu / bcpu:.2f} times the CPU (target at most 2)")

    def scaling(self):
        """The development population once, 10 and 50 times, with new ids."""
        sample = os.path.join(self.shared, "fhir-samples", "synthea-dev")
        if not os.path.exists(sample):
            return self.skip("scaling", "no ../shared/fhir-samples")
        first = None
        for copies in self.options.copies:
            source = os.path.join(self.work, f"synthea-x{copies}")
            replicate(sample, source, copies)
            wall, cpu, peak = self.run_product(source, "--zone", "America/New_York")
            first = first or wall
            self.note(f"run: development population x {copies}", wall, cpu, peak, f"{wall / first:.1f} times the first" if copies > 1 else "")
            if copies > 1:
                shutil.rmtree(source, ignore_errors=True)


# As metriccare starts a small local run.
SESSION = (
    "spark.driver.extraJavaOptions=-Duser.timezone=UTC -XX:TieredStopAtLevel=1 -XX:+UseSerialGC", "spark.serializer=org.apache.spark.serializer.KryoSerializer",
    "spark.sql.session.timeZone=UTC", "spark.sql.ansi.enabled=false", "spark.sql.adaptive.enabled=true", "spark.sql.codegen.wholeStage=false",
    "spark.sql.codegen.factoryMode=NO_CODEGEN", "spark.sql.shuffle.partitions=1", "spark.default.parallelism=1", "spark.ui.enabled=false",
)
PERSONAL = ("Patient", "Encounter", "Condition", "Procedure", "Observation", "MedicationRequest")


def replicate(sample, target, copies):
    """Copies the personal resources with a number in front of each id and reference; providers stay as they are."""
    if os.path.exists(target):
        return
    os.makedirs(target)
    pattern = re.compile(rb'("id":"|"reference":"(?:Patient|Encounter|Condition)/)(?=[0-9a-f]{8}-)')
    for name in sorted(os.listdir(sample)):
        if not name.endswith(".ndjson.gz"):
            continue
        with gzip.open(os.path.join(sample, name), "rb") as reader:
            text = reader.read()
        personal = name.split(".")[0] in PERSONAL
        for copy in range(copies if personal else 1):
            out = os.path.join(target, name[:-len(".ndjson.gz")] + f".{copy:03d}.ndjson")
            with open(out, "wb") as writer:
                writer.write(pattern.sub(rb"\g<1>%03d-" % copy, text) if personal and copy else text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=["start", "small", "medium", "flatten", "scaling", "spark", []], metavar="NAME")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--work")
    parser.add_argument("--shared")
    parser.add_argument("--json")
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 10, 50], help="sizes of the scaling benchmark")
    parser.add_argument("--no-spark", action="store_true", help="leave out plain_pyspark.py and the engine on Spark")
    options = parser.parse_args()
    bench = Bench(options)
    bench.publish()
    for name in options.names or ["start", "small", "medium", "flatten", "scaling", "spark"]:
        getattr(bench, name)()
    if options.json:
        with open(options.json, "w", encoding="utf-8") as writer:
            json.dump(bench.rows, writer, indent=1)
    if not options.work:
        shutil.rmtree(bench.work, ignore_errors=True)


if __name__ == "__main__":
    main()

"""Has the shares of a harkara job done by Spark's executors, and writes their pieces."""
import json, os, subprocess, sys, tempfile, zipfile
from concurrent.futures import ThreadPoolExecutor
from pyspark import SparkContext, SparkFiles

folder, program, archive, shares, of, more = sys.argv[1:]


def work(share):  # on an executor: the pieces of a share, by their names
    with tempfile.TemporaryDirectory() as job:
        with zipfile.ZipFile(SparkFiles.get(archive)) as z:
            z.extractall(job)
        os.makedirs(os.path.join(job, "leases"), exist_ok=True)
        before = set(os.listdir(os.path.join(job, "pieces")))
        here = os.path.join(job, "harkara")
        os.symlink(SparkFiles.get(program), here)
        os.chmod(here, 0o755)
        command = [here, "job", "work", job, "--index", f"{share}/{of}", *json.loads(more)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"share {share}: {done.stderr}")
        names = set(os.listdir(os.path.join(job, "pieces"))) - before
        return [(n, open(os.path.join(job, "pieces", n), "rb").read()) for n in names]


def write(share):  # here: whole or not at all
    for name, data in spark.parallelize([share], 1).flatMap(work).collect():
        with tempfile.NamedTemporaryFile(dir=os.path.join(folder, "pieces"), prefix=".tmp-", delete=False) as f:
            f.write(data)
            f.flush()
            os.fsync(f.fileno())
        os.rename(f.name, os.path.join(folder, "pieces", name))


spark = SparkContext()
with ThreadPoolExecutor(2 * spark.defaultParallelism) as threads:
    list(threads.map(write, json.loads(shares)))
spark.stop()

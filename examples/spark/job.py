"""From news articles to events, by as many machines as Spark has.

    spark-submit examples/spark/job.py --work work/ --output events/ news/2024.parquet news/2025/

Each input is a file or folder of Parquet or of JSON lines. The events are those that `summitry build` finds in the same articles.
README.md beside this file says what it costs and where it ends.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

import summitry
from summitry import distributed

# So many reports at most are merged at a time by one worker, but for those of a pair that cannot be parted.
AT_ONCE = 100_000

# What `distributed.merge` asks of a report.
REPORT = {"rank": pa.int64(), "position": pa.int64(), "id": pa.string(), "copy_of": pa.string(), "findings": pa.string()}


def place(spark: SparkSession, path: str):
    """A path with the file system in which it lies: local, HDFS, S3 and so on."""
    path = spark._jvm.org.apache.hadoop.fs.Path(path)
    return path, path.getFileSystem(spark._jsc.hadoopConfiguration())


def read(spark: SparkSession, path: str) -> DataFrame:
    """The articles of a file or folder: the rows of Parquet, or the lines of anything else."""
    source, files = place(spark, path)
    found = files.listFiles(source, True)
    while found.hasNext():
        name = found.next().getPath().getName()
        if not name.startswith(("_", ".")):
            return spark.read.parquet(path) if name.endswith(".parquet") else spark.read.text(path)
    raise ValueError(f"{path}: no files")


def record(line: str) -> object:
    """The article that a line is; what is no JSON gives no article, and is counted among the errors."""
    try:
        return json.loads(line)
    except ValueError:
        return None


def mined(spark: SparkSession, path: str, work: str, columns: dict[str, str] | None = None) -> DataFrame:
    """What the articles of an input tell. It is written to `work`, and read from there when the job is started again."""
    source, files = place(spark, path)
    summary = files.getContentSummary(source)
    asked = json.dumps([summitry.__version__, path, summary.getLength(), summary.getFileCount(), columns], sort_keys=True)
    target = f"{work}/mined/{hashlib.sha256(asked.encode()).hexdigest()[:16]}"
    done, files = place(spark, f"{target}/_SUCCESS")
    if not files.exists(done):
        articles = read(spark, path)

        def tell(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                is_lines = batch.schema.names == ["value"]
                data = [record(line) for line in batch["value"].to_pylist()] if is_lines else pa.table(batch)
                yield from distributed.findings(data, threads=1, **(columns or {})).to_arrow().to_batches()

        # A file that is packed as one would be read by one core alone.
        parts = max(articles.rdd.getNumPartitions(), 4 * spark.sparkContext.defaultParallelism)
        found = articles.repartition(parts).mapInArrow(tell, schema(spark, distributed.findings([])))
        found.write.mode("overwrite").parquet(target)
    return spark.read.parquet(target)


def ranked(spark: SparkSession, found: DataFrame, work: str) -> DataFrame:
    """The articles that tell something, each with its rank in their order."""
    tellers = found.filter(F.size("told") > 0).sort("order")
    # It grows with the order of the rows, and is fixed once it is written.
    tellers = tellers.withColumn("rank", F.monotonically_increasing_id())
    tellers.drop("row", "error", "order").write.mode("overwrite").parquet(f"{work}/ranked")
    return spark.read.parquet(f"{work}/ranked")


def renamed(articles: DataFrame) -> DataFrame:
    """The ids of those articles that share theirs with others."""
    stems = articles.select("rank", "doc", F.substring_index("doc", "#", 1).alias("stem"))
    shared = stems.groupBy("stem").count().filter("count > 1").select("stem")

    def name(table: pa.Table) -> pa.Table:
        table = table.sort_by("rank")
        return pa.table({"rank": table["rank"], "id": distributed.free_ids(table["doc"].to_pylist())})

    return stems.join(shared, "stem", "left_semi").groupBy("stem").applyInArrow(name, "rank long, id string")


def copies(articles: DataFrame) -> DataFrame:
    """The ranks of articles that print a text again, each with that of the original."""
    rule = distributed.COPIES
    known = articles.select("rank", "published", F.size("sampled").alias("size"))
    nth = F.row_number().over(Window.partitionBy("sequence").orderBy("rank"))
    first = articles.select("rank", F.explode("sampled").alias("sequence")).withColumn("nth", nth)
    first = first.filter(F.col("nth") <= rule.articles)
    one, other = first.alias("one"), first.alias("other")
    pairs = one.join(other, (F.col("one.sequence") == F.col("other.sequence")) & (F.col("other.rank") < F.col("one.rank")))
    pairs = pairs.groupBy(F.col("one.rank").alias("rank"), F.col("other.rank").alias("original")).count()
    pairs = pairs.filter(F.col("count") >= rule.least).join(known, "rank")
    pairs = pairs.join(known.toDF("original", "former", "length"), "original")
    is_near = F.coalesce(F.abs(F.date_diff("published", "former")) <= rule.days, F.lit(True))
    is_copy = is_near & (F.col("count") / F.least("size", "length") >= rule.share)
    return pairs.filter(is_copy).groupBy("rank").agg(F.min("original").alias("original"))


def reports(articles: DataFrame) -> DataFrame:
    """A row for each report, with the id of its article and that of the article of which this is a copy."""
    ids = renamed(articles)
    named = articles.select("rank", "doc").join(ids, "rank", "left")
    named = named.select("rank", F.coalesce("id", "doc").alias("copy_of"))
    originals = copies(articles).join(named.withColumnRenamed("rank", "original"), "original").select("rank", "copy_of")
    told = articles.select("rank", "doc", F.posexplode("told").alias("position", "report"))
    told = told.join(ids, "rank", "left").join(originals, "rank", "left")
    return told.select("rank", "position", F.coalesce("id", "doc").alias("id"), "copy_of", "report.*")


def places(articles: DataFrame) -> dict[str, str]:
    """The id of each place by its name, from the first article that tells the country."""
    named = articles.select("rank", F.posexplode("places").alias("position", "place"))
    first = named.groupBy("place.name").agg(F.min_by("place.id", F.struct("rank", "position")).alias("id"))
    return {row["name"]: row["id"] for row in first.collect()}


def grouped(told: DataFrame, at_once: int = AT_ONCE) -> DataFrame:
    """The reports with the group in which each is merged.

    All reports of a key, the type and the countries and organizations on both sides, are in one group: keys of few reports share
    one, and a key of too many has one for each of its seasons.
    """
    counts = told.groupBy("key").count().cache()
    heavy = counts.filter(F.col("count") > at_once).select("key")
    total = counts.agg(F.sum("count")).first()[0] or 0
    number = max(2 * total // at_once, 4 * told.sparkSession.sparkContext.defaultParallelism)
    light = F.concat(F.lit("light "), F.pmod(F.xxhash64("key"), F.lit(number)))

    def part(table: pa.Table) -> pa.Table:
        return table.append_column("season", pa.array(distributed.seasons(table["months"].to_pylist()), pa.int32()))

    months = told.join(heavy, "key", "left_semi").select("key", "months").distinct()
    seasons = months.groupBy("key").applyInArrow(part, "key string, months array<int>, season int")
    told = told.join(F.broadcast(seasons), ["key", "months"], "left")
    own = F.concat("key", F.lit(" "), "season")
    return told.withColumn("group", F.coalesce(own, light)).drop("season")


def events(spark: SparkSession, articles: DataFrame, at_once: int = AT_ONCE) -> DataFrame:
    """The events that articles tell."""
    known = spark.sparkContext.broadcast(places(articles))

    def merge(table: pa.Table) -> pa.Table:
        return distributed.merge(table, known.value).to_arrow()

    columns = schema(spark, distributed.merge(pa.table({name: pa.array([], kind) for name, kind in REPORT.items()}), {}))
    told = grouped(reports(articles), at_once)
    # The key and its months are no longer asked for.
    merged = told.select("group", *REPORT).groupBy("group").applyInArrow(merge, columns)
    return merged.withColumn("year", F.year("date_start"))


def schema(spark: SparkSession, table: summitry.Table):
    """The columns of a table as Spark calls them."""
    return spark.createDataFrame(table.to_arrow().schema.empty_table()).schema


def graph(found: DataFrame, articles: int) -> summitry.Graph:
    """The graph of events, for which one machine must have the room."""
    portions = found.select("portion").toArrow()["portion"].to_pylist()
    return distributed.assemble(portions, articles=articles)


def run(
    spark: SparkSession,
    inputs: Sequence[str],
    work: str,
    output: str,
    *,
    once: bool = False,
    columns: dict[str, str] | None = None,
    at_once: int = AT_ONCE,
) -> tuple[DataFrame, int]:
    """Writes the events of the articles, partitioned by year, and returns them, and how many articles were read.

    With `once`, articles that are alike in everything count once, as if the input had been freed of duplicates.
    """
    found = None
    for path in inputs:
        told = mined(spark, path, work, columns)
        found = told if found is None else found.unionByName(told)
    if found is None:
        raise ValueError("no articles are given")
    if once:
        found = found.filter("error IS NULL").dropDuplicates(["order"])
    read = found.filter("error IS NULL").count()
    articles = ranked(spark, found, work)
    merged = events(spark, articles, at_once)
    merged.write.mode("overwrite").partitionBy("year").parquet(output)
    return spark.read.parquet(output), read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", help="files or folders of Parquet or JSON lines")
    parser.add_argument("--work", required=True, help="where the steps are kept, so that the job can be started again")
    parser.add_argument("--output", required=True, help="where the events are written")
    parser.add_argument("--once", action="store_true", help="count articles that are alike in everything once")
    parser.add_argument("--columns", type=json.loads, help='what the columns are called: {"text": "content"}')
    parser.add_argument("--at-once", type=int, default=AT_ONCE, help="so many reports are merged at a time")
    parser.add_argument("--graph", help="also write the graph of all to this file, where it has room in one machine")
    asked = parser.parse_args()
    spark = SparkSession.builder.appName("summitry").getOrCreate()
    found, read = run(
        spark, asked.inputs, asked.work, asked.output, once=asked.once, columns=asked.columns, at_once=asked.at_once
    )
    print(f"{found.count()} events in {read} articles")
    if asked.graph:
        graph(found, read).write(asked.graph)
    spark.stop()


if __name__ == "__main__":
    main()

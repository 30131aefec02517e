using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json;
using Npgsql;
using Pgvector;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench;

/// <summary>
/// The nearest ten by the portal's rounded vectors, by pgvector's exact scan and by its HNSW index, held against exact floats, under filters that
/// leave more and less of the catalogue.
/// </summary>
internal static class VectorsCommand
{
    private const int Nearest = 10;

    private static readonly double[] Selectivities = [1, 0.3, 0.1, 0.01, 0.001];

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "keep", "questions");
        await using var catalogue = await ScratchCatalogue.KeepAsync(options.Required("keep"));
        var model = await catalogue.Get<ActiveEmbedding>().GetModelAsync(CancellationToken.None) ?? throw new UsageException("That catalogue has no embedding model: fill it with 'search --keep' first.");
        var questions = new List<float[]>();
        for (var number = 1; questions.Count < options.Number("questions", 50); number++)
        {
            if (await catalogue.Get<ActiveEmbedding>().EmbedAsync(MadeUpCatalogue.Request(number).Question, CancellationToken.None) is { } vector)
            {
                questions.Add(vector.Vector.ToArray());
            }
        }

        var (documents, vectors) = await ReadAsync(catalogue.Database, model.Id);
        var (blocks, live) = Pack(vectors);
        await using var connection = await catalogue.Database.OpenConnectionAsync();
        await ExecuteAsync(connection, "set max_parallel_workers_per_gather = 0; set jit = off; set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 0");
        await ExecuteAsync(connection, $"create temp table v as select initiative_id, embedding::halfvec({model.Dimensions}) from initiative_embedding where model_id = {model.Id.ToString(CultureInfo.InvariantCulture)}; analyze v");
        var clock = Stopwatch.StartNew();
        var hasIndex = await IsSafeAsync(connection);
        if (hasIndex)
        {
            await ExecuteAsync(connection, "create index v_hnsw on v using hnsw (embedding halfvec_ip_ops)");
        }

        var built = clock.Elapsed.TotalSeconds;
        var rows = new List<object>();
        foreach (var selectivity in Selectivities)
        {
            var least = (int)(selectivity * 1000);
            var isLeft = documents.ConvertAll(id => Bucket(id) < least).ToArray();
            var tally = new Tally();
            foreach (var question in questions)
            {
                var expected = Exact(question, vectors, isLeft);
                tally.Add("rounded", () => Rounded(question, blocks, live, isLeft, documents.Count), expected, documents);
                await tally.AddAsync("pgvector exact", () => AskAsync(connection, question, least, withIndex: false), expected, documents);
                if (hasIndex)
                {
                    await tally.AddAsync("pgvector HNSW", () => AskAsync(connection, question, least, withIndex: true), expected, documents);
                }
            }

            rows.Add(new { selectivity, measured = tally.Read() });
        }

        Console.WriteLine(JsonSerializer.Serialize(new { documents = documents.Count, vectors = vectors.Sum(list => list.Count), questions = questions.Count, hnsw_build_seconds = hasIndex ? Math.Round(built, 1) : (double?)null, rows }));
    }

    private static async Task<(List<long> Documents, List<List<float[]>> Vectors)> ReadAsync(NpgsqlDataSource database, long model)
    {
        var (documents, vectors) = (new List<long>(), new List<List<float[]>>());
        await using var command = database.CreateCommand("select initiative_id, embedding from initiative_embedding where model_id = @model order by initiative_id, chunk");
        command.Parameters.AddWithValue("model", model);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (documents.Count == 0 || documents[^1] != reader.GetInt64(0))
            {
                documents.Add(reader.GetInt64(0));
                vectors.Add([]);
            }

            vectors[^1].Add(Array.ConvertAll(reader.GetFieldValue<HalfVector>(1).ToArray(), number => (float)number));
        }

        return (documents, vectors);
    }

    private static (VectorBlock[] Blocks, bool[] Live) Pack(List<List<float[]>> vectors)
    {
        var blocks = vectors.Chunk(Posting.BlockSize)
            .Select(block => VectorBlock.Empty.With(block.Select((list, local) => (list, local)).ToDictionary(pair => pair.local, pair => (DocumentVectors?)new DocumentVectors(pair.list))))
            .ToArray();
        var live = new bool[Posting.BlockSize];
        Array.Fill(live, true);
        return (blocks, live);
    }

    private static List<int> Exact(float[] question, List<List<float[]>> vectors, bool[] isLeft)
    {
        var best = new PriorityQueue<int, float>();
        for (var document = 0; document < vectors.Count; document++)
        {
            if (isLeft[document])
            {
                Keep(best, document, vectors[document].Max(vector => TensorPrimitives.Dot<float>(vector, question)));
            }
        }

        return [.. best.UnorderedItems.Select(item => item.Element)];
    }

    private static List<int> Rounded(float[] question, VectorBlock[] blocks, bool[] live, bool[] isLeft, int count)
    {
        var asked = new QuestionNumbers(question);
        var best = new PriorityQueue<int, float>();
        var similarities = new float[Posting.BlockSize];
        for (var block = 0; block < blocks.Length; block++)
        {
            blocks[block].Compare(asked, live, similarities);
            for (var local = 0; local < similarities.Length && block * Posting.BlockSize + local is var document && document < count; local++)
            {
                if (isLeft[document])
                {
                    Keep(best, document, similarities[local]);
                }
            }
        }

        return [.. best.UnorderedItems.Select(item => item.Element)];
    }

    private static void Keep(PriorityQueue<int, float> best, int document, float similarity)
    {
        if (best.Count < Nearest)
        {
            best.Enqueue(document, similarity);
        }
        else
        {
            best.EnqueueDequeue(document, similarity);
        }
    }

    // Several vectors of one initiative may be near: enough are taken for ten initiatives.
    private static async Task<List<long>> AskAsync(NpgsqlConnection connection, float[] question, int least, bool withIndex)
    {
        await ExecuteAsync(connection, $"set enable_indexscan = {(withIndex ? "on" : "off")}; set hnsw.iterative_scan = strict_order; set hnsw.ef_search = 100");
        await using var command = new NpgsqlCommand(
            """
            select initiative_id from v where mod(initiative_id * 2654435761, 1000) < @least
             order by embedding <#> @question limit 60
            """,
            connection);
        command.Parameters.AddWithValue("least", least);
        command.Parameters.AddWithValue("question", new HalfVector(Array.ConvertAll(question, number => (Half)number)));
        var ids = new List<long>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids.Distinct().Take(Nearest)];
    }

    private static long Bucket(long id) => id * 2654435761 % 1000;

    // Earlier versions of pgvector have faults in HNSW; here it is built by one worker and never updated, which those with iterative scans survive.
    private static async Task<bool> IsSafeAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select extversion from pg_extension where extname = 'vector'", connection);
        return Version.Parse((string)(await command.ExecuteScalarAsync())!) >= new Version(0, 8);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 1800 };
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Tally
    {
        private readonly Dictionary<string, (List<double> Milliseconds, List<double> Recalls)> _ways = [];

        public void Add(string way, Func<List<int>> find, List<int> expected, List<long> documents)
        {
            var since = Stopwatch.GetTimestamp();
            var found = find();
            Note(way, Stopwatch.GetElapsedTime(since), found.ConvertAll(document => documents[document]), expected, documents);
        }

        public async Task AddAsync(string way, Func<Task<List<long>>> find, List<int> expected, List<long> documents)
        {
            var since = Stopwatch.GetTimestamp();
            var found = await find();
            Note(way, Stopwatch.GetElapsedTime(since), found, expected, documents);
        }

        public Dictionary<string, object> Read()
        {
            var rounded = Percentiles.Of(_ways["rounded"].Milliseconds, 0.5);
            return _ways.ToDictionary(way => way.Key, way => (object)new
            {
                recall10 = Math.Round(way.Value.Recalls.Average(), 4),
                p50_ms = Math.Round(Percentiles.Of(way.Value.Milliseconds, 0.5), 2),
                times_rounded = Math.Round(Percentiles.Of(way.Value.Milliseconds, 0.5) / rounded, 2),
            });
        }

        private void Note(string way, TimeSpan time, List<long> found, List<int> expected, List<long> documents)
        {
            var (milliseconds, recalls) = _ways.TryGetValue(way, out var known) ? known : _ways[way] = ([], []);
            milliseconds.Add(time.TotalMilliseconds);
            recalls.Add(expected.Count == 0 ? 1 : (double)found.Intersect(expected.Select(document => documents[document])).Count() / expected.Count);
        }
    }
}

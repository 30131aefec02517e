using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Search;

/// <summary>The rows of search_posting. Callers hold the index's turn.</summary>
internal static class PostingStore
{
    public static async Task ApplyAsync(NpgsqlConnection connection, IReadOnlyList<TextChange> changes, CancellationToken cancellationToken)
    {
        var blocks = Gather(changes);
        if (blocks.Count == 0)
        {
            return;
        }

        var keys = blocks.Keys.ToList();
        await using var read = new NpgsqlCommand(
            "select stem, block, postings from search_posting join unnest(@stems, @blocks) as k (stem, block) using (stem, block)", connection);
        AddKeys(read, keys);
        var stored = (await read.ReadAllAsync(row => (Key: (row.GetString(0), row.GetInt32(1)), Postings: row.GetFieldValue<byte[]>(2)), cancellationToken))
            .ToDictionary(row => row.Key, row => row.Postings);
        var replaced = keys.ConvertAll(key => Posting.Replace(stored.GetValueOrDefault(key, []), blocks[key].Replaced, blocks[key].Added));

        await using var write = new NpgsqlCommand(
            """
            with given as (select * from unnest(@stems, @blocks, @postings) as g (stem, block, postings)),
            emptied as (delete from search_posting p using given g where p.stem = g.stem and p.block = g.block and g.postings = '')
            insert into search_posting as p (stem, block, postings)
            select * from given where postings <> ''
            on conflict (stem, block) do update set postings = excluded.postings where p.postings <> excluded.postings
            """,
            connection);
        AddKeys(write, keys);
        write.Parameters.Add(new NpgsqlParameter("postings", NpgsqlDbType.Array | NpgsqlDbType.Bytea) { Value = replaced.ToArray() });
        await write.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Dictionary<(string Stem, int Block), BlockChange> Gather(IReadOnlyList<TextChange> changes)
    {
        var blocks = new Dictionary<(string Stem, int Block), BlockChange>();
        foreach (var change in changes.OrderBy(change => change.Document))
        {
            var (block, local) = (change.Document / Posting.BlockSize, (ushort)(change.Document % Posting.BlockSize));
            foreach (var stem in change.OldStems)
            {
                Block(stem, block).Replaced.Add(local);
            }

            foreach (var (stem, (head, text, passages)) in change.Frequencies)
            {
                var added = Block(stem, block);
                added.Replaced.Add(local);
                added.Added.Add(new Posting(local, (byte)Math.Min(head, byte.MaxValue), (byte)Math.Min(text, byte.MaxValue), passages));
            }
        }

        return blocks;

        BlockChange Block(string stem, int number)
        {
            if (!blocks.TryGetValue((stem, number), out var change))
            {
                blocks[(stem, number)] = change = new BlockChange([], []);
            }

            return change;
        }
    }

    private static void AddKeys(NpgsqlCommand command, List<(string Stem, int Block)> keys)
    {
        command.Parameters.AddWithValue("stems", keys.Select(key => key.Stem).ToArray());
        command.Parameters.AddWithValue("blocks", keys.Select(key => key.Block).ToArray());
    }

    private sealed record BlockChange(HashSet<ushort> Replaced, List<Posting> Added);
}

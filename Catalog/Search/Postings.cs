namespace SocialConnect.Catalog.Search;

/// <summary>The postings of a question's stems, as they are stored.</summary>
internal sealed class Postings
{
    private static readonly List<(int Block, byte[] Packed)> None = [];

    private readonly Dictionary<string, List<(int Block, byte[] Packed)>> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(string stem, int block, byte[] packed)
    {
        if (!_blocks.TryGetValue(stem, out var blocks))
        {
            _blocks[stem] = blocks = [];
        }

        blocks.Add((block, packed));
    }

    public List<(int Block, byte[] Packed)> BlocksOf(string stem) => _blocks.GetValueOrDefault(stem, None);

    /// <summary>In how many live documents the stem is.</summary>
    public int CountOf(string stem) => _counts.GetValueOrDefault(stem);

    /// <summary>Counts what is live, and drops blocks that the columns have no documents of.</summary>
    public void CountLive(SearchColumns columns)
    {
        foreach (var (stem, blocks) in _blocks)
        {
            blocks.RemoveAll(block => block.Block >= columns.Blocks.Count);
            var count = 0;
            foreach (var (block, packed) in blocks)
            {
                var isLive = columns.Blocks[block].IsLive;
                for (var i = 0; i < packed.Length / Posting.Size; i++)
                {
                    count += isLive[Posting.Read(packed, i).Local] ? 1 : 0;
                }
            }

            _counts[stem] = count;
        }
    }

    /// <summary>All live documents that have the stem.</summary>
    public IEnumerable<int> DocumentsOf(string stem, SearchColumns columns)
    {
        foreach (var (block, packed) in BlocksOf(stem))
        {
            for (var i = 0; i < packed.Length / Posting.Size; i++)
            {
                var local = Posting.Read(packed, i).Local;
                if (columns.Blocks[block].IsLive[local])
                {
                    yield return block * Posting.BlockSize + local;
                }
            }
        }
    }
}

using Npgsql;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Catalog.Search;

/// <summary>
/// The small part of every document that filters, counts and orders need, kept in memory: some hundred bytes each. A copy of search_document as one
/// snapshot of the database saw it; every search first asks for what has changed since, so that an answer is never older than the database.
/// </summary>
internal sealed class SearchColumns
{
    public static SearchColumns Empty { get; } = new([], ValueTable.Empty, null, 0, 0, 0, null, new Dictionary<int, long>());

    private readonly DocumentBlock[] _blocks;

    // Documents, with their initiatives, that have changed since vectors were read, or since the first load.
    private readonly IReadOnlyDictionary<int, long> _unread;

    private SearchColumns(
        DocumentBlock[] blocks, ValueTable values, string? seen, int live, double headLengths, double textLengths, VectorColumns? vectors, IReadOnlyDictionary<int, long> unread)
    {
        _blocks = blocks;
        Values = values;
        Seen = seen;
        LiveCount = live;
        HeadLengths = headLengths;
        TextLengths = textLengths;
        Vectors = vectors;
        _unread = unread;
    }

    public ValueTable Values { get; }

    /// <summary>The snapshot up to which rows are in here, in PostgreSQL's notation; null for none.</summary>
    public string? Seen { get; }

    public int LiveCount { get; }

    public double AverageHeadLength => LiveCount == 0 ? 1 : Math.Max(HeadLengths / LiveCount, 1e-3);

    public double AverageTextLength => LiveCount == 0 ? 1 : Math.Max(TextLengths / LiveCount, 1e-3);

    public IReadOnlyList<DocumentBlock> Blocks => _blocks;

    /// <summary>One more than the highest document number there is room for.</summary>
    public int Capacity => _blocks.Length * Posting.BlockSize;

    private double HeadLengths { get; }

    private double TextLengths { get; }

    /// <summary>Null until a question was compared by meaning.</summary>
    public VectorColumns? Vectors { get; }

    public DocumentBlock BlockOf(int document) => _blocks[document / Posting.BlockSize];

    public static int LocalOf(int document) => document % Posting.BlockSize;

    /// <summary>These columns with changes; this object stays as it is.</summary>
    public SearchColumns With(IReadOnlyList<ColumnRow> rows, IReadOnlyList<(int Number, string Facet, string Value, string? Parent)> values, string seen)
    {
        if (rows.Count == 0 && values.Count == 0 && Seen is not null)
        {
            return this;
        }

        var blocks = _blocks.ToList();
        var copied = new HashSet<int>();
        var (live, heads, texts) = (LiveCount, HeadLengths, TextLengths);
        foreach (var row in rows)
        {
            var (block, local) = (row.Number / Posting.BlockSize, LocalOf(row.Number));
            while (blocks.Count <= block)
            {
                copied.Add(blocks.Count);
                blocks.Add(new DocumentBlock());
            }

            if (copied.Add(block))
            {
                blocks[block] = blocks[block].Copy();
            }

            var before = blocks[block];
            if (before.IsLive[local])
            {
                (live, heads, texts) = (live - 1, heads - before.HeadLengths[local], texts - before.TextLengths[local]);
            }

            before.Set(local, row);
            if (row.IsLive)
            {
                (live, heads, texts) = (live + 1, heads + row.HeadLength, texts + row.TextLength);
            }
        }

        var changed = rows.Select(row => row.Number).ToHashSet();
        var unread = Seen is null ? _unread : new Dictionary<int, long>(
            [.. _unread.Where(pair => !changed.Contains(pair.Key)), .. rows.Select(row => KeyValuePair.Create(row.Number, row.InitiativeId))]);
        return new SearchColumns([.. blocks], Values.With(values), seen, live, heads, texts, Vectors, unread);
    }

    /// <summary>These columns with all vectors under a model; this object when it has them.</summary>
    public async Task<SearchColumns> WithVectorsAsync(NpgsqlConnection connection, long model, CancellationToken cancellationToken)
    {
        if (Vectors?.Model == model && _unread.Count == 0)
        {
            return this;
        }

        var vectors = Vectors?.Model == model
            ? await VectorColumns.ReadAsync(connection, model, Vectors, this, _unread, cancellationToken)
            : await VectorColumns.ReadAsync(connection, model, null, this, null, cancellationToken);
        return new SearchColumns(_blocks, Values, Seen, LiveCount, HeadLengths, TextLengths, vectors, new Dictionary<int, long>());
    }

    /// <summary>These columns with vectors that were read meanwhile for older ones; what has changed since is read again.</summary>
    public SearchColumns With(VectorColumns vectors) => new(_blocks, Values, Seen, LiveCount, HeadLengths, TextLengths, vectors, _unread);

    /// <summary>These columns with territories that no initiative has ever been in, for one answer: their numbers are nobody else's.</summary>
    public SearchColumns WithTerritories(IReadOnlyList<Territory> territories)
    {
        var added = territories
            .Where(territory => territory.Level != TerritoryLevel.Country && Values.FindTerritory(territory.Code) is null)
            .Select((territory, at) => (Values.Count + at, SearchFacet.Territory.Parameter, territory.Code, territory.Level == TerritoryLevel.Region ? null : territory.ParentCode))
            .ToList();
        return added.Count == 0 ? this : new SearchColumns(_blocks, Values.With(added), Seen, LiveCount, HeadLengths, TextLengths, Vectors, _unread);
    }

    public Dictionary<long, int> NumbersOfInitiatives()
    {
        var numbers = new Dictionary<long, int>(Capacity);
        for (var document = 0; document < Capacity; document++)
        {
            if (BlockOf(document).InitiativeIds[LocalOf(document)] is var initiative and not 0)
            {
                numbers[initiative] = document;
            }
        }

        return numbers;
    }
}

namespace SocialConnect.Catalog.Search;

/// <summary>What filters, counts and orders of 4,096 documents need, as columns. Never changed once shared.</summary>
internal sealed class DocumentBlock
{
    public DocumentBlock()
    {
        InitiativeIds = new long[Posting.BlockSize];
        IsLive = new bool[Posting.BlockSize];
        Values = new int[Posting.BlockSize][];
        Array.Fill(Values, []);
        Positions = new GeoPoint?[Posting.BlockSize];
        Days = new int[Posting.BlockSize];
        HeadLengths = new float[Posting.BlockSize];
        TextLengths = new float[Posting.BlockSize];
        TitleKeys = new string[Posting.BlockSize];
        Array.Fill(TitleKeys, "");
    }

    private DocumentBlock(DocumentBlock other)
    {
        InitiativeIds = [.. other.InitiativeIds];
        IsLive = [.. other.IsLive];
        Values = [.. other.Values];
        Positions = [.. other.Positions];
        Days = [.. other.Days];
        HeadLengths = [.. other.HeadLengths];
        TextLengths = [.. other.TextLengths];
        TitleKeys = [.. other.TitleKeys];
    }

    public long[] InitiativeIds { get; }

    public bool[] IsLive { get; }

    /// <summary>Facet value numbers.</summary>
    public int[][] Values { get; }

    public GeoPoint?[] Positions { get; }

    /// <summary>Day number of publication, else of first sight.</summary>
    public int[] Days { get; }

    public float[] HeadLengths { get; }

    public float[] TextLengths { get; }

    public string[] TitleKeys { get; }

    public DocumentBlock Copy() => new(this);

    public void Set(int local, ColumnRow row)
    {
        InitiativeIds[local] = row.InitiativeId;
        IsLive[local] = row.IsLive;
        Values[local] = row.Values;
        Positions[local] = row.Position;
        Days[local] = row.Day;
        HeadLengths[local] = row.HeadLength;
        TextLengths[local] = row.TextLength;
        TitleKeys[local] = row.TitleKey;
    }
}

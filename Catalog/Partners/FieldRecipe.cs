namespace SocialConnect.Catalog.Partners;

/// <summary>Where a field stands and how its values are cleaned.</summary>
public sealed record FieldRecipe
{
    public static IReadOnlyDictionary<string, FieldRecipe> None { get; } = new Dictionary<string, FieldRecipe>();

    /// <summary>Selectors, of which the first that finds something counts.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>The values of all selectors count, in their order.</summary>
    public bool Together { get; init; }

    public IReadOnlyList<CleanUp> Clean { get; init; } = [];

    /// <summary>An initiative without it is not kept. The title always is required.</summary>
    public bool Required { get; init; }

    /// <summary>For fields beyond ours; ours have their own.</summary>
    public FieldType Type { get; init; } = FieldType.Text;

    public static FieldRecipe Of(params string[] select) => new() { Select = select };
}

/// <summary>What a value is, which decides how it is read, checked and kept.</summary>
public enum FieldType
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Paragraphs.</summary>
    LongText,

    Url,

    Image,

    Email,

    Phone,

    Date,

    Number,

    Price,

    Address,

    /// <summary>Latitude and longitude in one value.</summary>
    Coordinates,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>Several values, each once.</summary>
    List,

    /// <summary>Several labels, each once.</summary>
    Tags,
}

/// <summary>One step of cleaning; steps apply in their order, each to every value.</summary>
public abstract record CleanUp
{
    /// <summary>Takes these characters off both ends.</summary>
    public sealed record Trim(string Characters) : CleanUp;

    /// <summary>Keeps the first group of the expression, or all it matches; a value it does not match is dropped.</summary>
    public sealed record Capture(string Expression) : CleanUp;

    /// <summary>Makes several values of one, at a separator.</summary>
    public sealed record Split(string Separator) : CleanUp;

    public sealed record Replace(string Expression, string With) : CleanUp;

    /// <summary>Reads a date in one of these formats (.NET's, French month names) and writes it as 2026-11-30.</summary>
    public sealed record DateFormat(IReadOnlyList<string> Formats) : CleanUp;

    /// <summary>Reads an amount and writes it as 1234.5.</summary>
    public sealed record PriceFormat : CleanUp;

    /// <summary>Reads a number, French or English, and writes it as 1234.5.</summary>
    public sealed record NumberFormat : CleanUp;

    /// <summary>Puts the parts of an address on one line, parted by commas, each once.</summary>
    public sealed record AddressLine : CleanUp;

    /// <summary>Reads the value as HTML and takes its text, or (false) takes it as it is.</summary>
    public sealed record Html(bool Read) : CleanUp;

    /// <summary>Puts this text before the value.</summary>
    public sealed record Prefix(string Text) : CleanUp;

    public sealed record Suffix(string Text) : CleanUp;

    /// <summary>Fills up on the left, as for codes that lost their zeros.</summary>
    public sealed record Pad(int Length, char With) : CleanUp;

    /// <summary>Drops values that mean nothing, such as "NULL"; case does not count.</summary>
    public sealed record Drop(IReadOnlyList<string> Values) : CleanUp;

    /// <summary>Makes one value of several.</summary>
    public sealed record Join(string Separator) : CleanUp;

    /// <summary>Keeps the first values only.</summary>
    public sealed record First(int Count) : CleanUp;

    /// <summary>Gives this value whatever was found, and where nothing was.</summary>
    public sealed record Constant(string Value) : CleanUp;
}

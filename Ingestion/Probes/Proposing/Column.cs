using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>One selector tried on all records looked at: what it finds in each, and the words around it.</summary>
internal sealed class Column(string selector, SelectorLanguage usual, IReadOnlyList<Place> records)
{
    private readonly Dictionary<(string, FieldType), IReadOnlyList<IReadOnlyList<string>>> _read = [];

    public string Selector => selector;

    /// <summary>Of the element; empty in JSON.</summary>
    public string Tag { get; init; } = "";

    /// <summary>In front of it, as the page has it.</summary>
    public string? Label { get; set; }

    /// <summary>It stands under more than one: then it has none.</summary>
    public bool HasSeveralLabels { get; init; }

    /// <summary>Of its own class, id, property or column.</summary>
    public HashSet<string> Own { get; } = [];

    /// <summary>Of what it stands in.</summary>
    public HashSet<string> Near { get; } = [];

    /// <summary>Where it first stands in a record.</summary>
    public int Order { get; init; }

    /// <summary>In a heading.</summary>
    public bool InHeading { get; init; }

    public IReadOnlyList<CleanUp> Clean { get; init; } = [];

    public int Records => records.Count;

    /// <summary>All texts of each record, each once.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Lists => Read("", FieldType.List);

    /// <summary>The first text of each record that has one.</summary>
    public IReadOnlyList<string> Firsts => Lists.Where(list => list.Count > 0).Select(list => list[0]).ToList();

    public double Fill => (double)Lists.Count(list => list.Count > 0) / Math.Max(1, Records);

    /// <summary>Values in a record that has some.</summary>
    public double PerRecord => Fill == 0 ? 0 : Lists.Where(list => list.Count > 0).Average(list => list.Count);

    public double MeanLength => Firsts.Count == 0 ? 0 : Firsts.Average(text => text.Length);

    /// <summary>Of the records' texts, how many differ: a template's are all the same.</summary>
    public double Distinct => Firsts.Count == 0 ? 0 : (double)Lists.Where(list => list.Count > 0).Select(list => string.Join('\u001F', list)).Distinct().Count() / Firsts.Count;

    /// <summary>What a recipe with this selector would give for the field in each record.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Read(string field, FieldType type, IReadOnlyList<CleanUp>? clean = null)
    {
        if (clean is null && _read.TryGetValue((field, type), out var known))
        {
            return known;
        }

        var compiled = new CompiledField(field, new FieldRecipe { Select = [selector], Type = type, Clean = clean ?? Clean }, usual);
        var values = records.Select(compiled.Read).ToList();
        if (clean is null)
        {
            _read[(field, type)] = values;
        }

        return values;
    }
}

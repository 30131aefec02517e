using AngleSharp.Dom;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Extraction;

namespace SocialConnect.Ingestion.Probes;

/// <summary>The selectors that lead to the elements of one page, each tried once however many elements share it.</summary>
/// <param name="beside">Pages like it, in which selectors that start from the page are tried as well.</param>
/// <param name="field">How values are read; null: as text.</param>
internal sealed class SelectorCatalogue(PageView page, IReadOnlyList<IElement> items, IReadOnlyList<PageView> beside, PointedField? field)
{
    private const int Examples = 3;
    private const int FieldExamples = 5;
    private const int LongestExample = 120;
    private const int HighestContainer = 8;

    private readonly Dictionary<(string Selector, bool InItem), Tried> _tried = [];
    private readonly List<ElementSelector> _selectors = [];
    private readonly HashSet<IElement> _items = [.. items];

    public IReadOnlyList<ElementSelector> Selectors => _selectors;

    /// <summary>From the element's item, if it stands in one; those that find it before anything else of its item come first.</summary>
    public List<int> SelectorsOf(IElement element, int most)
    {
        var item = ItemOf(element);
        return SelectorMaker.For(element, item)
            .Select(selector => (Selector: selector, Tried: Try(selector, item is not null)))
            .Where(candidate => candidate.Tried.Found.Contains(element))
            .OrderBy(candidate => candidate.Tried.First.Contains(element) ? 0 : 1)
            .Take(most)
            .Select(candidate => NumberOf(candidate.Selector, item is not null, candidate.Tried))
            .ToList();
    }

    /// <summary>Selectors of the elements around it that are repeated in the page.</summary>
    public List<int> ContainersOf(IElement element, int most)
    {
        var containers = new List<int>();
        var level = 0;
        for (var around = element; around is not null && around.LocalName is not ("body" or "main") && level < HighestContainer && containers.Count < most; around = around.ParentElement, level++)
        {
            foreach (var selector in SelectorMaker.For(around, null).Where(selector => !selector.Contains(":nth", StringComparison.Ordinal) && !selector.StartsWith("xpath", StringComparison.Ordinal)).Take(6))
            {
                if (Try(selector, inItem: false) is { Found.Count: >= 3 } tried && containers.Count < most)
                {
                    var number = NumberOf(selector, false, tried);
                    if (!containers.Contains(number))
                    {
                        containers.Add(number);
                    }

                    break;
                }
            }
        }

        return containers;
    }

    private IElement? ItemOf(IElement element)
    {
        for (var around = element; around is not null; around = around.ParentElement)
        {
            if (_items.Contains(around))
            {
                return around;
            }
        }

        return null;
    }

    private Tried Try(string selector, bool inItem)
    {
        if (_tried.TryGetValue((selector, inItem), out var known))
        {
            return known;
        }

        var compiled = Selector.Of(selector, SelectorLanguage.Css);
        var found = new HashSet<IElement>();
        var first = new HashSet<IElement>();
        var filled = 0;
        foreach (var start in inItem ? items.Select(item => new Place(page, item, null)) : [Place.WholeOf(page)])
        {
            var here = compiled.Places(start).Select(place => place.Node).OfType<IElement>().ToList();
            filled += here.Count > 0 ? 1 : 0;
            found.UnionWith(here);
            first.UnionWith(here.Take(1));
        }

        return _tried[(selector, inItem)] = new(found, first, filled);
    }

    private int NumberOf(string selector, bool inItem, Tried tried)
    {
        if (tried.Number is { } number)
        {
            return number;
        }

        _selectors.Add(field is null ? AsTexts(selector, inItem, tried) : AsField(selector, inItem, tried, field));
        tried.Number = _selectors.Count - 1;
        return tried.Number.Value;
    }

    private static ElementSelector AsTexts(string selector, bool inItem, Tried tried)
    {
        var examples = (inItem ? tried.First : tried.Found).Take(Examples).Select(Example).Where(text => text.Length > 0).ToList();
        return new(selector, inItem, tried.Found.Count, inItem ? tried.Filled : 0, examples);
    }

    private ElementSelector AsField(string selector, bool inItem, Tried tried, PointedField field)
    {
        var compiled = new CompiledField(field.Name, FieldRecipe.Of(selector) with { Type = field.Type }, SelectorLanguage.Css);
        var records = inItem ? items.Select(item => new Place(page, item, null)) : beside.Prepend(page).Select(Place.WholeOf);
        var values = records.Select(record => Shortened(string.Join(", ", compiled.Read(record)))).ToList();
        return new(selector, inItem, tried.Found.Count, values.Count(value => value.Length > 0), values.Take(FieldExamples).ToList());
    }

    private static string Example(IElement element) => Shortened(element.LocalName == "img" ? element.GetAttribute("src") ?? "" : NodeText.Line(element));

    private static string Shortened(string text) => text.Length <= LongestExample ? text : text[..LongestExample] + "…";

    private sealed class Tried(HashSet<IElement> found, HashSet<IElement> first, int filled)
    {
        public HashSet<IElement> Found { get; } = found;

        /// <summary>What it finds first, from each place it starts from.</summary>
        public HashSet<IElement> First { get; } = first;

        public int Filled { get; } = filled;

        public int? Number { get; set; }
    }
}

namespace SocialConnect.Catalog.Probes;

/// <summary>A page made safe to be shown, whose elements can be pointed at.</summary>
/// <param name="Address">Where the address led.</param>
/// <param name="Html">
/// The whole document without scripts, event handlers, forms, frames, and anything that would be loaded from elsewhere; links lead nowhere.
/// Elements that can be pointed at carry their number: data-element="12".
/// </param>
public sealed record PageRendering(Uri Address, string? Title, string Html)
{
    /// <summary>How many items the asked-for item selector finds; null when none was asked for.</summary>
    public int? Items { get; init; }

    /// <summary>What selectors were tried in: the items of the page, or this page and those beside it.</summary>
    public int Records { get; init; }

    /// <summary>Selectors that elements refer to by their place in this list.</summary>
    public IReadOnlyList<ElementSelector> Selectors { get; init; } = [];

    public IReadOnlyDictionary<int, PageElement> Elements { get; init; } = new Dictionary<int, PageElement>();
}

/// <summary>An element that can be pointed at.</summary>
/// <param name="Selectors">That lead to it, best first; from its item where an item selector was asked for and it stands in one.</param>
/// <param name="Containers">That could be the item it stands in, best first.</param>
public sealed record PageElement(IReadOnlyList<int> Selectors, IReadOnlyList<int> Containers);

/// <param name="Selector">As a recipe writes it.</param>
/// <param name="InItem">It starts from the item.</param>
/// <param name="Matches">Elements it finds: in the page, or in all items together.</param>
/// <param name="Items">Of the records, those in which it finds something; 0 where it does not start from an item and no field was asked for.</param>
/// <param name="Examples">Its first values; where a field was asked for, what each of the first records would keep, empty where it finds nothing.</param>
public sealed record ElementSelector(string Selector, bool InItem, int Matches, int Items, IReadOnlyList<string> Examples);

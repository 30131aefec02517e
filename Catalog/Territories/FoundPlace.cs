namespace SocialConnect.Catalog.Territories;

/// <summary>A place on its way from words to territories.</summary>
/// <param name="First">Index of the name's first word; <paramref name="End"/> of the word after it.</param>
/// <param name="Namesakes">All communes the words may name, the chosen one among them; empty for wider places.</param>
internal sealed record FoundPlace(PlaceEntry Entry, PlaceContext Context, int First, int End, IReadOnlyList<PlaceEntry> Namesakes)
{
    public bool IsPostcode { get; init; }

    /// <summary>This commune as the one inside the other place, when one of its namesakes is.</summary>
    public FoundPlace? Within(FoundPlace container, Gazetteer gazetteer)
    {
        var inside = container.IsPostcode
            ? Namesakes.Where(entry => container.Namesakes.Any(candidate => candidate.Members[0] == entry.Members[0])).ToList()
            : container.Namesakes.Count > 0 ? []
            : Namesakes.Where(entry => container.Entry.Members.Any(member => gazetteer.IsInside(entry.Members[0], member))).ToList();
        if (inside.Count == 0)
        {
            return null;
        }

        var first = container.First < First ? container : this;
        return this with
        {
            Entry = inside.MaxBy(entry => entry.Population)!,
            Context = Context with { First = first.Context.First },
            First = Math.Min(First, container.First),
            End = Math.Max(End, container.End),
            Namesakes = inside,
        };
    }

    public Place ToPlace(QuestionWords words, Gazetteer gazetteer)
    {
        // A namesake is worth asking about when it is not a hamlet beside the one chosen.
        var alternatives = Namesakes.Select(entry => entry.Members[0])
            .Where(territory => territory != Entry.Members[0] && (territory.Population ?? 0) * 4 >= (Entry.Members[0].Population ?? 0))
            .Distinct().OrderByDescending(territory => territory.Population).Take(4).ToList();
        var (name, level, members) = Entry.IsOther
            ? (Entry.Members[0].Name, TerritoryLevel.Commune, Entry.Members)
            : (Entry.Name, Entry.Level, Entry.Members);
        return new Place(name, level, members)
        {
            RadiusKm = level is TerritoryLevel.Commune ? Context.RadiusKm : null,
            IsExcluded = Context.IsExcluded,
            Alternatives = alternatives,
            Article = Entry.Article,
            Official = level is not null ? members[0] : Entry.IsLandscape ? null : gazetteer.Container(members),
            Start = words.Start(Context.First),
            Length = words.End(End - 1) - words.Start(Context.First),
        };
    }
}

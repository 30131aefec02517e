using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Portal.Finder.Reading;

/// <summary>Puts a question into its conversation: what it leaves out was said before.</summary>
public static class NeedReader
{
    private const double DefaultRadiusKm = 20;

    /// <param name="address">What the address of the question asks for beyond its words: values chosen or taken off by hand.</param>
    public static Need Read(FinderReading reading, ConversationState state, SearchRequest address)
    {
        var cards = Pointed(reading, state);
        var intent = IntentWithin(reading, cards, state);
        var continues = Continues(reading, state);
        var place = PlaceOf(reading, state, address);
        var chosen = address.Selected.Where(pair => pair.Key != SearchFacet.Territory.Parameter && pair.Value.Length > 0)
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
        return new Need
        {
            Reading = reading,
            Intent = intent,
            What = intent is Intent.More ? state.What : WhatOf(reading, state, continues),
            Unwanted = intent is Intent.More ? state.Unwanted : continues ? [.. state.Unwanted.Union(reading.Unwanted)] : reading.Unwanted,
            Place = place,
            AvoidedPlaces = [.. reading.Where.Places.Where(excluded => excluded.IsExcluded).SelectMany(excluded => excluded.Territories)],
            Chosen = chosen.Count > 0 || !(continues || intent is Intent.More) ? chosen : state.Chosen,
            Cards = cards,
            AlreadyShown = intent is Intent.More ? state.Shown : [],
            WhereIsUnknown = reading.Where.AroundMe && place is null,
        };
    }

    /// <summary>A place as it is named, ready to be kept.</summary>
    public static KeptPlace Keep(Place place)
    {
        var only = place.Territories.Count == 1 ? place.Territories[0] : null;
        var label = place.RadiusKm is { } radius ? FormattableString.Invariant($"{Typographic(place.Name)}, {radius:0} km") : Typographic(place.Name);
        return new KeptPlace(
            label, place.Located, [.. place.Territories.Select(territory => territory.Code)],
            only?.Latitude, only?.Longitude, place.RadiusKm, place.Level is TerritoryLevel.Commune && only is not null);
    }

    private static Intent IntentWithin(FinderReading reading, List<ShownCard> cards, ConversationState state) => reading.Intent switch
    {
        Intent.More when state.What.Length == 0 => Intent.Find,
        // Pointing at nothing that was shown, the words are a need like any other.
        Intent.Compare when cards.Count < 2 && state.Cards.Count < 2 => Intent.Find,
        Intent.Find when cards.Count > 0 && reading.PointsBack => Intent.Explain,
        var intent => intent,
    };

    private static List<ShownCard> Pointed(FinderReading reading, ConversationState state)
    {
        if (state.Cards.Count == 0)
        {
            return [];
        }

        var pointed = new List<ShownCard>();
        foreach (var card in reading.Cards)
        {
            // "Le deuxième" is the second of the last cards; "[5]" is the card that bears the number.
            var meant = card < 0 ? state.Cards[^1]
                : state.Cards.FirstOrDefault(shown => shown.Number == card && state.Cards[0].Number > 1) ?? (card <= state.Cards.Count ? state.Cards[card - 1] : null);
            if (meant is not null && !pointed.Contains(meant))
            {
                pointed.Add(meant);
            }
        }

        pointed.AddRange(state.Cards.Where(shown => !pointed.Contains(shown) && Names(reading.Question, shown.Title)));
        if (pointed.Count == 0 && reading.PointsBack && reading.Intent is Intent.Explain or Intent.Contact)
        {
            pointed.Add(state.Cards[0]);
        }

        if (pointed.Count < 2 && reading.Intent is Intent.Compare)
        {
            pointed.AddRange(state.Cards.Where(shown => !pointed.Contains(shown)).Take((reading.Cards.Count > 0 ? 2 : 3) - pointed.Count));
        }

        return pointed;
    }

    /// <summary>Whether the question holds the title, or the part of it that is a name: "Famileo" of "Famileo, la gazette".</summary>
    internal static bool Names(string question, string title)
    {
        var asked = $" {PlaceName.Normalize(question)} ";
        var name = title.Split([':', ',', '–', '—', '('], 2)[0];
        return new[] { title, name }.Select(PlaceName.Normalize)
            .Any(words => words.Length >= 4 && FrenchAnalyzer.StemsOf(words).Any() && asked.Contains($" {words} ", StringComparison.Ordinal));
    }

    // Without a need of its own, or turned like a continuation, a question goes on with what was said before.
    private static bool Continues(FinderReading reading, ConversationState state) =>
        state.What.Length > 0 && (reading.What.Length == 0 || (reading.Continues && FrenchAnalyzer.StemsOf(reading.What).Count() <= 6));

    private static string WhatOf(FinderReading reading, ConversationState state, bool continues) => (continues, reading.What.Length) switch
    {
        (false, _) => reading.What,
        (true, 0) => state.What,
        // The new words lead, those said before say what they are about.
        _ => $"{reading.What} {state.What}",
    };

    private static KeptPlace? PlaceOf(FinderReading reading, ConversationState state, SearchRequest address)
    {
        if (address.ValuesOf(SearchFacet.Territory) is { Length: > 0 } codes)
        {
            return new KeptPlace("", "", [.. codes], address.Near?.Latitude, address.Near?.Longitude, address.RadiusKm, codes is [['C', 'O', 'M', ..]]);
        }

        if (address is { Near: { } near, RadiusKm: { } radius })
        {
            return new KeptPlace("", "", [], near.Latitude, near.Longitude, radius, true);
        }

        if (!address.PlaceFromQuestion)
        {
            return null;
        }

        if (reading.Where.Wanted is { } named)
        {
            return Keep(named);
        }

        if (reading.Where.WholeCountry || reading.Where.Abroad.Count > 0)
        {
            return null;
        }

        return Widened(reading, state.Place);
    }

    // "Plus près", "plus loin" change how far around.
    private static KeptPlace? Widened(FinderReading reading, KeptPlace? place)
    {
        var folded = $" {PlaceName.Normalize(reading.Question)} ";
        if (place is not { IsCommune: true, Latitude: not null })
        {
            return place;
        }

        var factor = folded.Contains(" plus loin ", StringComparison.Ordinal) ? 2.5 : folded.Contains(" plus pres ", StringComparison.Ordinal) || folded.Contains(" plus proche ", StringComparison.Ordinal) ? 0.5 : 1;
        if (factor == 1)
        {
            return place;
        }

        var radius = Math.Clamp((place.RadiusKm ?? DefaultRadiusKm) * factor, 5, 200);
        var name = place.Label.Split(',')[0];
        return place with { RadiusKm = radius, Label = FormattableString.Invariant($"{name}, {radius:0} km") };
    }

    private static string Typographic(string name) => name.Replace('\'', '’');
}

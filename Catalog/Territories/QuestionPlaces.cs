namespace SocialConnect.Catalog.Territories;

/// <summary>Reads one question from left to right; the longest name wins.</summary>
internal sealed class QuestionPlaces
{
    private static readonly HashSet<string> Months =
        ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

    // After a number, these make it a quantity and no département.
    private static readonly HashSet<string> Quantities =
        ["ans", "an", "km", "kms", "kilometres", "e", "er", "eme", "ieme", "h", "heures", "heure", "minutes", "min", "jours", "mois", "derniers", "dernieres", "prochains", "prochaines",
         "premiers", "premieres", "meilleurs", "arrondissement", "rue", "avenue", "siecle", "personnes", "euros", "euro", "habitants", "pour", "de", "au", "a", "m2", "hectares", "places", "enfants", "fois", "sur"];

    private static readonly string[] AroundMe =
        ["pres de chez moi", "pres de chez nous", "a cote de chez moi", "a cote de chez nous", "autour de chez moi", "autour de chez nous", "proche de chez moi", "proche de chez nous", "pas loin de chez moi", "loin de chez moi",
         "autour de moi", "autour de nous", "pres de moi", "pres de nous", "a cote de moi", "proche de moi", "pres de la maison", "chez moi", "chez nous", "par ici", "par chez moi", "par chez nous", "dans le coin", "dans mon coin",
         "dans les environs", "dans les parages", "dans le secteur", "dans mon secteur", "a proximite", "aux alentours", "dans les alentours", "d ici"];

    private static readonly string[] AroundMeKept =
        ["mon quartier", "mon village", "ma ville", "ma commune", "mon departement", "ma region", "notre quartier", "notre village", "notre ville", "notre commune", "mon immeuble", "ma rue"];

    private static readonly string[] WholeCountry =
        ["partout en france", "dans toute la france", "toute la france", "france entiere", "la france entiere", "en france entiere", "sur toute la france", "a l echelle nationale", "au niveau national", "au plan national",
         "dans tout le pays", "en france metropolitaine", "en france", "sur tout le territoire national", "sur le territoire national"];

    private readonly string question;
    private readonly Gazetteer gazetteer;
    private readonly QuestionWords words;
    private readonly PlaceRules rules;
    private readonly List<FoundPlace> found = [];
    private readonly List<(int Start, int End)> swallowed = [];
    private readonly List<string> abroad = [];
    private bool aroundMe;
    private bool wholeCountry;

    public QuestionPlaces(string question, Gazetteer gazetteer)
    {
        this.question = question;
        this.gazetteer = gazetteer;
        words = new QuestionWords(question);
        rules = new PlaceRules(words, gazetteer.Everyday);
    }

    public PlaceReading Read()
    {
        for (var i = 0; i < words.Count;)
        {
            i = ReadPhrase(i) ?? ReadPostcode(i) ?? ReadName(i) ?? ReadNumber(i) ?? ReadAdjective(i) ?? ReadAbroad(i) ?? i + 1;
        }

        Narrow();
        var places = found.Select(place => place.ToPlace()).ToList();
        return new PlaceReading(places, aroundMe, wholeCountry, abroad, Rest());
    }

    private int? ReadPhrase(int i)
    {
        if (Longest(AroundMe, i) is { } me)
        {
            aroundMe = true;
            return Swallow(words.Start(i), me);
        }

        if (Longest(AroundMeKept, i) is { } kept)
        {
            aroundMe = true;
            return kept;
        }

        if (Longest(WholeCountry, i) is { } country && words.Text(country) is not ("travail" or "services" or "terre" or "active" or "relance"))
        {
            wholeCountry = true;
            return Swallow(words.Start(i), country);
        }

        return null;
    }

    private int? Longest(string[] phrases, int i)
    {
        int? best = null;
        foreach (var phrase in phrases)
        {
            var end = i + phrase.Count(sign => sign == ' ') + 1;
            if (end <= words.Count && end > (best ?? 0) && words.Phrase(i, end) == phrase)
            {
                best = end;
            }
        }

        return best;
    }

    private int? ReadPostcode(int i)
    {
        var word = words[i];
        if (word.Length != 5 || !word.All(char.IsAsciiDigit) || Quantities.Contains(words.Text(i + 1) ?? "") || words.Gap(i).Contains('€', StringComparison.Ordinal))
        {
            return null;
        }

        var communes = gazetteer.ByPostcode(word);
        if (communes.Count == 0 && gazetteer.DepartementOfPostcode(word) is { } departement)
        {
            found.Add(new FoundPlace(new PlaceEntry(departement.Name, [departement], TerritoryLevel.Departement, departement.Article), PlaceContext.Before(words, i), i, i + 1, []));
            return i + 1;
        }

        if (communes.Count == 0)
        {
            return null;
        }

        var entries = communes.OrderByDescending(commune => commune.Population)
            .Select(commune => new PlaceEntry(commune.Name, [commune], TerritoryLevel.Commune, commune.Article)).ToList();
        found.Add(new FoundPlace(entries[0], PlaceContext.Before(words, i), i, i + 1, entries) { IsPostcode = true });
        return i + 1;
    }

    private int? ReadName(int i)
    {
        var context = PlaceContext.Before(words, i);
        for (var end = Math.Min(words.Count, i + Gazetteer.LongestName); end > i; end--)
        {
            if (words.Phrase(i, end) is not { } key || gazetteer.ByName(key) is not { Count: > 0 } entries)
            {
                continue;
            }

            var accepted = entries.Where(entry => rules.Accepts(entry, context, i, end)).ToList();
            if (accepted.Count > 0)
            {
                var chosen = Choose(accepted, context);
                var (radius, after) = PlaceContext.After(words, end);
                after = SkipDistrict(chosen, after);
                found.Add(new FoundPlace(chosen, context with { RadiusKm = radius ?? context.RadiusKm }, i, after, [.. accepted.Where(entry => entry.Level is TerritoryLevel.Commune)]));
                return after;
            }
        }

        return null;
    }

    private static PlaceEntry Choose(List<PlaceEntry> accepted, PlaceContext context)
    {
        var area = accepted.Where(entry => entry.Level is not TerritoryLevel.Commune)
            .OrderBy(entry => entry.Level is TerritoryLevel.Region ? 0 : 1).FirstOrDefault();
        var commune = LargestCommune([.. accepted.Where(entry => entry.Level is TerritoryLevel.Commune)]);
        if (area is null || commune is null)
        {
            return area ?? commune!;
        }

        return context.Lead switch
        {
            Lead.At => context.Article.Length > 0 ? area : commune,
            Lead.Near => context.Article.Length > 0 ? area : commune,
            Lead.Named => context.Noun is "departement" or "dept" or "region" ? area : commune,
            Lead.In => area,
            // Without a word that decides, Paris is the town and Mayenne the département.
            _ => context.Article.Length == 0 && commune.Population >= area.Population ? commune : area,
        };
    }

    // Of two namesakes of like size, the one on the mainland is meant more often than the one oceans away.
    private static PlaceEntry? LargestCommune(List<PlaceEntry> communes) =>
        communes.OrderBy(entry => entry.IsOther).ThenByDescending(entry => entry.Population * (entry.Members[0].Latitude > 41 ? 2 : 1)).FirstOrDefault();

    // "Paris 18e", "Lyon 3", "Marseille 13e arrondissement"
    private int SkipDistrict(PlaceEntry chosen, int end)
    {
        if (chosen.Level is not TerritoryLevel.Commune || chosen.Name is not ("Paris" or "Lyon" or "Marseille") || words.Text(end) is not { } district)
        {
            return end;
        }

        var number = district.TrimEnd('e', 'r', 'm', 'i');
        if (number.Length is 0 or > 2 || !number.All(char.IsAsciiDigit) || (number == district && words.Text(end + 1) is { } next && Quantities.Contains(next) && next is not ("e" or "er" or "eme" or "arrondissement" or "pour")))
        {
            return end;
        }

        end++;
        return words.Text(end) is "e" or "er" or "eme" or "arrondissement" ? words.Text(end + 1) is "arrondissement" ? end + 2 : end + 1 : end;
    }

    private int? ReadNumber(int i)
    {
        var (number, end) = words[i] is "9" && words.Text(i + 1) is "3" && words.Gap(i) is "-" or "." ? ("93", i + 2) : (words[i], i + 1);
        if (ReadDistrict(i) is { } district)
        {
            return district;
        }

        if (number.Length is < 2 or > 3 || !char.IsAsciiDigit(number[0]) || gazetteer.Departement(number) is not { } departement || IsQuantity(end))
        {
            return null;
        }

        var context = PlaceContext.Before(words, i);
        var isNamed = words.Text(i - 1) is "departement" or "dept" or "dep" or "dpt" || (words.Text(i - 1) is "numero" && words.Text(i - 2) is "departement");
        var isInBrackets = i > 0 && words.Gap(i - 1).TrimEnd().EndsWith('(') && words.Gap(end - 1).TrimStart().StartsWith(')');
        var isWithin = context.Lead is Lead.Within or Lead.Near && context.Article is "le";
        // A number over 31 is no day of a month.
        var isOf = context.Article == "le" && (number.Length == 3 || !int.TryParse(number, out var value) || value > 31);
        var followsTown = found.Count > 0 && found[^1].End == i && found[^1].Namesakes.Any(entry => gazetteer.IsInside(entry.Members[0], departement));
        var endsQuestion = end == words.Count && i > 1 && context.Lead is Lead.None && context.Article.Length == 0 && words.Number(i) > 31
            && words.Text(i - 1) is not ("plus" or "moins" or "les" or "mes" or "ses" or "annees" or "covid" or "avoir" or "ai" or "a" or "numero" or "bus" or "ligne" or "article" or "que" or "vers");
        if (!isNamed && !isInBrackets && !isWithin && !isOf && !followsTown && !endsQuestion)
        {
            return null;
        }

        var first = isNamed ? i - 1 : i;
        found.Add(new FoundPlace(new PlaceEntry(departement.Name, [departement], TerritoryLevel.Departement, departement.Article), isNamed ? PlaceContext.Before(words, first) : context, first, end, []));
        return end;
    }

    private bool IsQuantity(int end) => words.Text(end) is { } next && words.Joined(end - 1, end) && (Quantities.Contains(next) || Months.Contains(next));

    // "Dans le 18e arrondissement" is Paris when no town is named.
    private int? ReadDistrict(int i)
    {
        var number = words[i].TrimEnd('e', 'r', 'm', 'i');
        var end = words.Text(i + 1) is "e" or "er" or "eme" ? i + 2 : i + 1;
        if (number.Length is 0 or > 2 || !number.All(char.IsAsciiDigit) || int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) > 20 || words.Text(end) is not "arrondissement")
        {
            return null;
        }

        if (words.Text(end + 1) is "de" or "d" && words.Text(end + 2) is "paris" or "lyon" or "marseille")
        {
            swallowed.Add((words.Start(PlaceContext.Before(words, i).First), words.End(end)));
            return end + 1;
        }

        var paris = gazetteer.ByName("paris").FirstOrDefault(entry => entry.Level is TerritoryLevel.Commune);
        if (paris is null)
        {
            return null;
        }

        found.Add(new FoundPlace(paris, PlaceContext.Before(words, i), i, end + 1, []));
        return end + 1;
    }

    // "La région nantaise", "l'agglomération lyonnaise", "la campagne bretonne": an adjective says where only after such a noun.
    private int? ReadAdjective(int i)
    {
        if (words.Text(i + 1) is not { } adjective || !words.Joined(i, i + 1)
            || words[i] is not ("region" or "agglomeration" or "agglo" or "metropole" or "banlieue" or "bassin" or "pays" or "campagne" or "campagnes" or "cote" or "littoral" or "territoire" or "territoires" or "peripherie" or "communes" or "villages" or "villes"))
        {
            return null;
        }

        var code = Masculine(adjective).Select(gazetteer.Everyday.Adjectives.GetValueOrDefault).FirstOrDefault(code => code is not null);
        var entry = code is null ? null
            : gazetteer.ByCode(code) is { } territory ? new PlaceEntry(territory.Name, [territory], territory.Level, territory.Article)
            : gazetteer.ByName(PlaceName.Normalize(code)) is [var area, ..] ? area : null;
        if (entry is null)
        {
            return null;
        }

        var context = PlaceContext.Before(words, i);
        found.Add(new FoundPlace(entry, context with { RadiusKm = entry.Level is TerritoryLevel.Commune ? 20 : null }, i, i + 2, []));
        return i + 2;
    }

    private static IEnumerable<string> Masculine(string adjective)
    {
        var singular = adjective.TrimEnd('s');
        yield return adjective;
        yield return singular;
        yield return singular + "s";
        if (singular.EndsWith('e'))
        {
            yield return singular[..^1];
            yield return singular[..^1] + "s";
            yield return singular[..^1].EndsWith("nn", StringComparison.Ordinal) ? singular[..^2] : singular;
            yield return singular.EndsWith("elle", StringComparison.Ordinal) ? singular[..^3] + "l" : singular;
        }
    }

    private int? ReadAbroad(int i)
    {
        var context = PlaceContext.Before(words, i);
        if (context.Lead is not (Lead.At or Lead.In or Lead.Within or Lead.Near) || context.Article is not ("" or "le" or "les"))
        {
            return null;
        }

        foreach (var name in gazetteer.Everyday.Abroad)
        {
            var key = PlaceName.Normalize(name);
            var end = i + key.Count(sign => sign == ' ') + 1;
            if (end <= words.Count && words.Phrase(i, end) == key)
            {
                abroad.Add(name);
                return end;
            }
        }

        return null;
    }

    /// <summary>"Saint-Denis (93)", "35000 Rennes", "Sainte-Colombe dans le Rhône": two names that are one place.</summary>
    private void Narrow()
    {
        for (var i = 0; i + 1 < found.Count;)
        {
            var (one, other) = (found[i], found[i + 1]);
            // A conjunction keeps them apart: "à Lyon ou en Bretagne".
            if (other.Context.Lead is Lead.Verb || one.Context.IsExcluded != other.Context.IsExcluded || other.Context.First - one.End > 2)
            {
                i++;
                continue;
            }

            var merged = one.IsPostcode || one.Namesakes.Count == 0 ? other.Within(one, gazetteer) : one.Within(other, gazetteer) ?? other.Within(one, gazetteer);
            if (merged is null)
            {
                i++;
                continue;
            }

            found[i] = merged;
            found.RemoveAt(i + 1);
        }
    }

    private int Swallow(int start, int end)
    {
        swallowed.Add((start, words.End(end - 1)));
        return end;
    }

    private string Rest()
    {
        var rest = new System.Text.StringBuilder();
        var at = 0;
        foreach (var (start, end) in found.Select(place => (words.Start(place.Context.First), words.End(place.End - 1))).Concat(swallowed).OrderBy(span => span.Item1))
        {
            if (start > at)
            {
                rest.Append(question, at, start - at);
            }

            at = Math.Max(at, end);
        }

        rest.Append(question, at, question.Length - at);
        return string.Join(' ', rest.Replace("()", "").ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim(' ', ',', ';');
    }
}

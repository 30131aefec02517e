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

    private readonly string _question;
    private readonly Gazetteer _gazetteer;
    private readonly QuestionWords _words;
    private readonly PlaceRules _rules;
    private readonly List<FoundPlace> _found = [];
    private readonly List<(int Start, int End)> _swallowed = [];
    private readonly List<string> _abroad = [];
    private bool _aroundMe;
    private bool _wholeCountry;

    public QuestionPlaces(string question, Gazetteer gazetteer)
    {
        _question = question;
        _gazetteer = gazetteer;
        _words = new QuestionWords(question);
        _rules = new PlaceRules(_words, gazetteer.Everyday);
    }

    public PlaceReading Read()
    {
        for (var i = 0; i < _words.Count;)
        {
            i = ReadPhrase(i) ?? ReadPostcode(i) ?? ReadName(i) ?? ReadNumber(i) ?? ReadAdjective(i) ?? ReadAbroad(i) ?? i + 1;
        }

        Narrow();
        var places = _found.Select(place => place.ToPlace(_words, _gazetteer)).ToList();
        return new PlaceReading(places, _aroundMe, _wholeCountry, _abroad, Rest());
    }

    private int? ReadPhrase(int i)
    {
        if (Longest(AroundMe, i) is { } me)
        {
            _aroundMe = true;
            return Swallow(_words.Start(i), me);
        }

        if (Longest(AroundMeKept, i) is { } kept)
        {
            _aroundMe = true;
            return kept;
        }

        if (Longest(WholeCountry, i) is { } country && _words.Text(country) is not ("travail" or "services" or "terre" or "active" or "relance"))
        {
            _wholeCountry = true;
            return Swallow(_words.Start(i), country);
        }

        return null;
    }

    private int? Longest(string[] phrases, int i)
    {
        int? best = null;
        foreach (var phrase in phrases)
        {
            var end = i + phrase.Count(sign => sign == ' ') + 1;
            if (end <= _words.Count && end > (best ?? 0) && _words.Phrase(i, end) == phrase)
            {
                best = end;
            }
        }

        return best;
    }

    private int? ReadPostcode(int i)
    {
        var word = _words[i];
        if (word.Length != 5 || !word.All(char.IsAsciiDigit) || Quantities.Contains(_words.Text(i + 1) ?? "") || _words.Gap(i).Contains('€', StringComparison.Ordinal))
        {
            return null;
        }

        var communes = _gazetteer.ByPostcode(word);
        if (communes.Count == 0 && _gazetteer.DepartementOfPostcode(word) is { } departement)
        {
            _found.Add(new FoundPlace(new PlaceEntry(departement.Name, [departement], TerritoryLevel.Departement, departement.Article), PlaceContext.Before(_words, i), i, i + 1, []));
            return i + 1;
        }

        if (communes.Count == 0)
        {
            return null;
        }

        var entries = communes.OrderByDescending(commune => commune.Population)
            .Select(commune => new PlaceEntry(commune.Name, [commune], TerritoryLevel.Commune, commune.Article)).ToList();
        _found.Add(new FoundPlace(entries[0], PlaceContext.Before(_words, i), i, i + 1, entries) { IsPostcode = true });
        return i + 1;
    }

    private int? ReadName(int i)
    {
        var context = PlaceContext.Before(_words, i);
        for (var end = Math.Min(_words.Count, i + Gazetteer.LongestName); end > i; end--)
        {
            if (_words.Phrase(i, end) is not { } key || _gazetteer.ByName(key) is not { Count: > 0 } entries)
            {
                continue;
            }

            var accepted = entries.Where(entry => _rules.Accepts(entry, context, i, end)).ToList();
            if (accepted.Count > 0)
            {
                var chosen = Choose(accepted, context);
                var (radius, after) = PlaceContext.After(_words, end);
                after = SkipDistrict(chosen, after);
                _found.Add(new FoundPlace(chosen, context with { RadiusKm = radius ?? context.RadiusKm }, i, after, [.. accepted.Where(entry => entry.Level is TerritoryLevel.Commune)]));
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
        if (chosen.Level is not TerritoryLevel.Commune || chosen.Name is not ("Paris" or "Lyon" or "Marseille") || _words.Text(end) is not { } district)
        {
            return end;
        }

        var number = district.TrimEnd('e', 'r', 'm', 'i');
        if (number.Length is 0 or > 2 || !number.All(char.IsAsciiDigit) || (number == district && _words.Text(end + 1) is { } next && Quantities.Contains(next) && next is not ("e" or "er" or "eme" or "arrondissement" or "pour")))
        {
            return end;
        }

        end++;
        return _words.Text(end) is "e" or "er" or "eme" or "arrondissement" ? _words.Text(end + 1) is "arrondissement" ? end + 2 : end + 1 : end;
    }

    private int? ReadNumber(int i)
    {
        var (number, end) = _words[i] is "9" && _words.Text(i + 1) is "3" && _words.Gap(i) is "-" or "." ? ("93", i + 2) : (_words[i], i + 1);
        if (ReadDistrict(i) is { } district)
        {
            return district;
        }

        if (number.Length is < 2 or > 3 || !char.IsAsciiDigit(number[0]) || _gazetteer.Departement(number) is not { } departement || IsQuantity(end))
        {
            return null;
        }

        var context = PlaceContext.Before(_words, i);
        var isNamed = _words.Text(i - 1) is "departement" or "dept" or "dep" or "dpt" || (_words.Text(i - 1) is "numero" && _words.Text(i - 2) is "departement");
        var isInBrackets = i > 0 && _words.Gap(i - 1).TrimEnd().EndsWith('(') && _words.Gap(end - 1).TrimStart().StartsWith(')');
        var isWithin = context.Lead is Lead.Within or Lead.Near && context.Article is "le";
        // A number over 31 is no day of a month.
        var isOf = context.Article == "le" && (number.Length == 3 || !int.TryParse(number, out var value) || value > 31);
        var followsTown = _found.Count > 0 && _found[^1].End == i && _found[^1].Namesakes.Any(entry => _gazetteer.IsInside(entry.Members[0], departement));
        var endsQuestion = end == _words.Count && i > 1 && context.Lead is Lead.None && context.Article.Length == 0 && _words.Number(i) > 31
            && _words.Text(i - 1) is not ("plus" or "moins" or "les" or "mes" or "ses" or "annees" or "covid" or "avoir" or "ai" or "a" or "numero" or "bus" or "ligne" or "article" or "que" or "vers");
        if (!isNamed && !isInBrackets && !isWithin && !isOf && !followsTown && !endsQuestion)
        {
            return null;
        }

        var first = isNamed ? i - 1 : i;
        _found.Add(new FoundPlace(new PlaceEntry(departement.Name, [departement], TerritoryLevel.Departement, departement.Article), isNamed ? PlaceContext.Before(_words, first) : context, first, end, []));
        return end;
    }

    private bool IsQuantity(int end) => _words.Text(end) is { } next && _words.Joined(end - 1, end) && (Quantities.Contains(next) || Months.Contains(next));

    // "Dans le 18e arrondissement" is Paris when no town is named.
    private int? ReadDistrict(int i)
    {
        var number = _words[i].TrimEnd('e', 'r', 'm', 'i');
        var end = _words.Text(i + 1) is "e" or "er" or "eme" ? i + 2 : i + 1;
        if (number.Length is 0 or > 2 || !number.All(char.IsAsciiDigit) || int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) > 20 || _words.Text(end) is not "arrondissement")
        {
            return null;
        }

        if (_words.Text(end + 1) is "de" or "d" && _words.Text(end + 2) is "paris" or "lyon" or "marseille")
        {
            _swallowed.Add((_words.Start(PlaceContext.Before(_words, i).First), _words.End(end)));
            return end + 1;
        }

        var paris = _gazetteer.ByName("paris").FirstOrDefault(entry => entry.Level is TerritoryLevel.Commune);
        if (paris is null)
        {
            return null;
        }

        _found.Add(new FoundPlace(paris, PlaceContext.Before(_words, i), i, end + 1, []));
        return end + 1;
    }

    // "La région nantaise", "l'agglomération lyonnaise", "la campagne bretonne": an adjective says where only after such a noun.
    private int? ReadAdjective(int i)
    {
        if (_words.Text(i + 1) is not { } adjective || !_words.Joined(i, i + 1)
            || _words[i] is not ("region" or "agglomeration" or "agglo" or "metropole" or "banlieue" or "bassin" or "pays" or "campagne" or "campagnes" or "cote" or "littoral" or "territoire" or "territoires" or "peripherie" or "commune" or "communes" or "village" or "villages" or "ville" or "villes"))
        {
            return null;
        }

        var code = Masculine(adjective).Select(_gazetteer.Everyday.Adjectives.GetValueOrDefault).FirstOrDefault(code => code is not null);
        var entry = code is null ? null
            : _gazetteer.ByCode(code) is { } territory ? new PlaceEntry(territory.Name, [territory], territory.Level, territory.Article)
            : _gazetteer.ByName(PlaceName.Normalize(code)) is [var area, ..] ? area : null;
        if (entry is null)
        {
            return null;
        }

        var context = PlaceContext.Before(_words, i);
        _found.Add(new FoundPlace(entry, context with { RadiusKm = entry.Level is TerritoryLevel.Commune ? 20 : null }, i, i + 2, []));
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
        var context = PlaceContext.Before(_words, i);
        if (context.Lead is not (Lead.At or Lead.In or Lead.Within or Lead.Near) || context.Article is not ("" or "le" or "les"))
        {
            return null;
        }

        foreach (var name in _gazetteer.Everyday.Abroad)
        {
            var key = PlaceName.Normalize(name);
            var end = i + key.Count(sign => sign == ' ') + 1;
            if (end <= _words.Count && _words.Phrase(i, end) == key)
            {
                _abroad.Add(name);
                return end;
            }
        }

        return null;
    }

    /// <summary>"Saint-Denis (93)", "35000 Rennes", "Sainte-Colombe dans le Rhône": two names that are one place.</summary>
    private void Narrow()
    {
        for (var i = 0; i + 1 < _found.Count;)
        {
            var (one, other) = (_found[i], _found[i + 1]);
            // A conjunction keeps them apart: "à Lyon ou en Bretagne".
            if (other.Context.Lead is Lead.Verb || one.Context.IsExcluded != other.Context.IsExcluded || other.Context.First - one.End > 2)
            {
                i++;
                continue;
            }

            var merged = one.IsPostcode || one.Namesakes.Count == 0 ? other.Within(one, _gazetteer) : one.Within(other, _gazetteer) ?? other.Within(one, _gazetteer);
            if (merged is null)
            {
                i++;
                continue;
            }

            _found[i] = merged;
            _found.RemoveAt(i + 1);
        }
    }

    private int Swallow(int start, int end)
    {
        _swallowed.Add((start, _words.End(end - 1)));
        return end;
    }

    private string Rest()
    {
        var rest = new System.Text.StringBuilder();
        var at = 0;
        foreach (var (start, end) in _found.Select(place => (_words.Start(place.Context.First), _words.End(place.End - 1))).Concat(_swallowed).OrderBy(span => span.Item1))
        {
            if (start > at)
            {
                rest.Append(_question, at, start - at);
            }

            at = Math.Max(at, end);
        }

        rest.Append(_question, at, _question.Length - at);
        return string.Join(' ', rest.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("(" or ")" or "()" or "," or "-"))).Trim(' ', ',', ';');
    }
}

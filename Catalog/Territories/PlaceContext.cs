namespace SocialConnect.Catalog.Territories;

/// <summary>How the words before a name lead up to it.</summary>
internal enum Lead
{
    /// <summary>Nothing: "jardins partagés Rennes".</summary>
    None,

    /// <summary>"de", "d'", "du", "des": may say where, or anything else.</summary>
    Of,

    /// <summary>"à", "au", "aux".</summary>
    At,

    /// <summary>"en".</summary>
    In,

    /// <summary>"dans", "sur".</summary>
    Within,

    /// <summary>"près de", "à 30 km de", "vers".</summary>
    Near,

    /// <summary>"la ville de", "le département de": what follows is a place.</summary>
    Named,

    /// <summary>"j'habite", "entre", "sauf": a place may follow without more.</summary>
    Verb,
}

/// <summary>The article and preposition before a name.</summary>
/// <param name="First">Index of the first word that belongs to the lead; the name's own first word when there is none.</param>
internal readonly record struct PlaceContext(Lead Lead, string Article, int First, double? RadiusKm, bool IsExcluded, string Noun)
{
    private const double AroundKm = 20;

    private static readonly HashSet<string> NearWords =
        ["pres", "proche", "proches", "autour", "alentours", "cote", "loin", "environs", "peripherie", "banlieue", "agglomeration", "agglo", "metropole", "bassin", "entours", "abords", "proximite", "voisinage"];

    private static readonly HashSet<string> PlaceNouns =
        ["ville", "villes", "village", "commune", "communes", "mairie", "departement", "dept", "region", "quartier", "quartiers", "bourg", "gare", "canton", "centre", "habitants", "campagne", "secteur", "prefecture", "ile", "hopital", "universite", "chu", "lycee"];

    private static readonly HashSet<string> Verbs =
        ["habite", "habitons", "habitent", "habiter", "vis", "vit", "vivons", "situe", "situee", "depuis", "entre", "sauf", "hors", "excepte", "via", "rejoindre", "visiter", "traverse", "traversent", "traverser", "traversant", "dessert", "desservent", "desservir", "longe", "longent", "quitter", "pour", "et", "ou", "ni"];

    // What leads up to a radius or a neighbourhood: swallowed with it.
    private static readonly HashSet<string> Fillers =
        ["a", "au", "aux", "dans", "en", "sur", "du", "de", "d", "la", "le", "les", "l", "un", "rayon", "moins", "plus", "environ", "pas", "non", "tout", "toute", "proche", "quelque", "part", "quelques", "maximum", "max"];

    private static readonly Dictionary<string, int> Numbers = new()
    {
        ["un"] = 1,
        ["une"] = 1,
        ["deux"] = 2,
        ["trois"] = 3,
        ["cinq"] = 5,
        ["dix"] = 10,
        ["quinze"] = 15,
        ["vingt"] = 20,
        ["trente"] = 30,
        ["quarante"] = 40,
        ["cinquante"] = 50,
        ["cent"] = 100,
    };

    public static PlaceContext Before(QuestionWords words, int name)
    {
        var (article, at) = ("", name - 1);
        if (words.Joined(at, name) && words[at] is "le" or "la" or "les" or "l")
        {
            article = words[at];
            at--;
        }

        var first = article.Length > 0 ? at + 1 : name;
        if (!words.Joined(at, at + 1))
        {
            return new PlaceContext(Lead.None, article, first, null, false, "");
        }

        switch (words[at])
        {
            case "a":
                return Simple(words, Lead.At, article, at);
            case "au":
                return Simple(words, Lead.At, "le", at);
            case "aux":
                return Simple(words, Lead.At, "les", at);
            case "en":
                return Simple(words, Lead.In, article, at);
            case "dans" or "sur" or "chez" or "par":
                return Simple(words, Lead.Within, article, at);
            case "vers":
                return new PlaceContext(Lead.Near, article, at, AroundKm, false, "");
            case "de" or "d":
                return Of(words, article, at);
            case "du":
                return Of(words, "le", at);
            case "des":
                return Of(words, "les", at);
            case var noun when PlaceNouns.Contains(noun):
                return new PlaceContext(Lead.Named, article, WithArticle(words, at), null, IsExcludedBefore(words, at), noun);
            case var verb when Verbs.Contains(verb):
                return new PlaceContext(Lead.Verb, article, verb is "et" or "ou" or "pour" or "entre" || Excludes(verb) ? at : first, null, Excludes(verb), "");
            default:
                return new PlaceContext(Lead.None, article, first, null, false, "");
        }
    }

    /// <summary>"… et ses environs", "… et alentours", "(20 km)", "à 30 km à la ronde" after a name.</summary>
    /// <returns>The radius, and the index after the last word that says so.</returns>
    public static (double? RadiusKm, int End) After(QuestionWords words, int end)
    {
        var at = end;
        while (at < words.Count && at < end + 5 && (words[at] is "et" or "sa" or "ses" or "son" or "a" or "dans" or "un" or "rayon" or "de" or "d" or "environ" or "les" or "aux" or "plus" or "ou"))
        {
            at++;
        }

        if (at > end && words.Text(at) is "alentours" or "environs" or "banlieue" or "peripherie" or "agglomeration" or "agglo")
        {
            return (AroundKm, at + 1);
        }

        if (words.Number(at) is { } kilometres && words.Text(at + 1) is "km" or "kms" or "kilometres" && kilometres is > 0 and <= 300)
        {
            var after = at + 2;
            while (words.Text(after) is "a" or "la" or "ronde" or "autour" or "alentour" or "max" or "maximum")
            {
                after++;
            }

            return (kilometres, after);
        }

        return (null, end);
    }

    private static PlaceContext Simple(QuestionWords words, Lead lead, string article, int at) =>
        new(lead, article, Widened(words, at), null, IsExcludedBefore(words, at), "");

    // « En dehors de Niort » is not there; « ils dorment dehors à Niort » is.
    private static bool IsOutside(QuestionWords words, int at) => words.Text(at - 1) is "dehors" or "exterieur";

    private static PlaceContext Of(QuestionWords words, string article, int at)
    {
        var before = at - 1;
        if (!words.Joined(before, at))
        {
            return new PlaceContext(Lead.Of, article, at, null, false, "");
        }

        if (words[before] is "km" or "kms" or "kilometres" or "kilometre" or "minutes" or "min" or "mn" or "heure" or "heures" or "h")
        {
            var (radius, number) = Radius(words, before);
            return radius is null
                ? new PlaceContext(Lead.Of, article, at, null, false, "")
                : new PlaceContext(Lead.Near, article, Fill(words, number), radius, false, "");
        }

        if (NearWords.Contains(words[before]) && !(words[before] is "cote" && words.Text(before - 1) is not ("a" or "du" or "au")))
        {
            // "dans un rayon de 30 km autour de"
            if (words.Text(before) is "autour" && words.Text(before - 1) is "km" or "kms" or "kilometres")
            {
                var (radius, number) = Radius(words, before - 1);
                return new PlaceContext(Lead.Near, article, Fill(words, number), radius ?? AroundKm, false, "");
            }

            return new PlaceContext(Lead.Near, article, Fill(words, before), AroundKm, false, "");
        }

        if (PlaceNouns.Contains(words[before]))
        {
            // "région de Lyon" is around it, "région de Bretagne" inside.
            return new PlaceContext(Lead.Named, article, at, words[before] is "region" or "secteur" ? AroundKm : null, IsExcludedBefore(words, before), words[before]);
        }

        if (words[before] is "lieu" or "partir" or "originaire" or "natif" or "sortie" or "arrivee")
        {
            return new PlaceContext(Lead.Verb, article, at, null, false, "");
        }

        return new PlaceContext(Lead.Of, article, at, null, IsExcludedBefore(words, at) || IsOutside(words, at), words[before]);
    }

    private static (double? Kilometres, int First) Radius(QuestionWords words, int unit)
    {
        var at = unit - 1;
        if (words.Text(at) is "demi" && words.Text(unit) is "heure")
        {
            return (30, words.Text(at - 1) is "une" ? at - 1 : at);
        }

        if (words.Text(at) is not { } number || !(words.Number(at) ?? (Numbers.TryGetValue(number, out var spelled) ? spelled : null)).HasValue)
        {
            return (null, unit);
        }

        var value = words.Number(at) ?? Numbers[number];
        // A kilometre a minute, a little less than a country road allows.
        var kilometres = words[unit] is "heure" or "heures" or "h" ? value * 60 : value;
        return kilometres is > 0 and <= 300 ? (kilometres, at) : (null, unit);
    }

    private static int Fill(QuestionWords words, int at)
    {
        while (words.Joined(at - 1, at) && Fillers.Contains(words[at - 1]))
        {
            at--;
        }

        return at;
    }

    // "juste à", "ici à", "quelque part en", "du côté de" say no more than the preposition.
    private static int Widened(QuestionWords words, int at) => words.Text(at - 1) is "part" && words.Text(at - 2) is "quelque" ? at - 2 : at;

    private static int WithArticle(QuestionWords words, int at) => at;

    private static bool IsExcludedBefore(QuestionWords words, int at) =>
        words.Joined(at - 1, at) && (Excludes(words[at - 1]) || (words[at - 1] is "pas" && words.Text(at - 2) is not ("loin" or "ai" or "a")) || (words[at - 1] is "qu" or "que" && words.Text(at - 2) is "ailleurs" or "autre" or "autres"));

    private static bool Excludes(string word) => word is "sauf" or "hors" or "excepte" or "hormis";
}

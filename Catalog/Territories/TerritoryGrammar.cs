namespace SocialConnect.Catalog.Territories;

internal static class TerritoryGrammar
{
    // Feminine départements that French introduces with "en" rather than "dans la".
    private static readonly HashSet<string> WithEn =
    [
        "Creuse", "Gironde", "Dordogne", "Lozère", "Vendée", "Mayenne", "Moselle", "Corrèze", "Ardèche", "Ariège", "Charente", "Charente-Maritime",
        "Haute-Vienne", "Haute-Loire", "Haute-Garonne", "Haute-Savoie", "Savoie", "Haute-Marne", "Haute-Saône", "Haute-Corse", "Seine-Maritime",
        "Côte-d'Or", "Guadeloupe", "Guyane", "Martinique", "Loire-Atlantique", "Seine-Saint-Denis", "Sarthe",
    ];

    private static readonly HashSet<string> Islands = ["Mayotte", "La Réunion", "Saint-Barthélemy", "Saint-Martin", "Saint-Pierre-et-Miquelon", "Wallis et Futuna"];

    public static string Located(Territory territory)
    {
        var name = Typographic(territory.Name);
        return territory.Level switch
        {
            TerritoryLevel.Country => "en France",
            _ when Islands.Contains(territory.Name) => $"à {name}",
            TerritoryLevel.Commune => AtCommune(name),
            _ when territory.Name is "Paris" => "à Paris",
            _ when territory.Name is "Centre-Val de Loire" || WithEn.Contains(territory.Name) => $"en {name}",
            _ => territory.Article switch
            {
                2 => $"dans le {name}",
                3 => territory.Level is TerritoryLevel.Region ? $"en {name}" : $"dans la {name}",
                4 => $"dans les {name}",
                5 => $"dans l’{name}",
                _ => $"en {name}",
            },
        };
    }

    public static string WithArticle(Territory territory)
    {
        var name = Typographic(territory.Name);
        return territory.Level switch
        {
            TerritoryLevel.Country => "la France",
            TerritoryLevel.Commune => name,
            _ when Islands.Contains(territory.Name) || territory.Name is "Paris" => name,
            _ => territory.Article switch
            {
                2 => $"le {name}",
                4 => $"les {name}",
                5 or 1 => $"l’{name}",
                _ => territory.Name.StartsWith("La ", StringComparison.Ordinal) ? name : $"la {name}",
            },
        };
    }

    /// <summary>An area of habit: "en Limousin" would do, "dans le Limousin" is what people say.</summary>
    public static string LocatedArea(string name, int article) => article switch
    {
        2 => $"dans le {name}",
        4 => $"dans les {name}",
        3 when char.IsLower(name[0]) => $"dans la {name}",
        _ => $"en {name}",
    };

    /// <summary>"de Lyon", "d’Orléans", "du Havre", "des Ulis".</summary>
    public static string Of(string name) => Typographic(name) switch
    {
        ['L', 'e', ' ', .. var rest] => $"du {rest}",
        ['L', 'e', 's', ' ', .. var rest] => $"des {rest}",
        [var first, ..] other when PlaceName.Normalize(first.ToString()) is "a" or "e" or "i" or "o" or "u" or "y" => $"d’{other}",
        var other => $"de {other}",
    };

    private static string AtCommune(string name) => name switch
    {
        ['L', 'e', ' ', .. var rest] => $"au {rest}",
        ['L', 'e', 's', ' ', .. var rest] => $"aux {rest}",
        _ => $"à {name}",
    };

    private static string Typographic(string name) => name.Replace('\'', '’');
}

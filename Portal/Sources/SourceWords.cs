using System.Globalization;
using SocialConnect.Catalog.Partners;
using SocialConnect.Portal.Look;

namespace SocialConnect.Portal.Sources;

/// <summary>Visits and recipes in the words of source editors.</summary>
public static class SourceWords
{
    public static IReadOnlyList<(string Value, string Label)> PageStates { get; } =
        [("done", "lues"), ("waiting", "en attente"), ("failed", "manquées"), ("missing", "introuvables"), ("forbidden", "interdites par le site")];

    public static string State(VisitSummary visit) => visit.State switch
    {
        "asked" when visit.NotBefore is { } later => $"attend {French.Hour(later)}",
        "asked" => "attend un ouvrier",
        "running" when visit.StopAskedAt is not null => "s’arrête",
        "running" => "en cours",
        "done" when visit is { Counts: { Added: 0, Changed: 0 }, Gone: 0, IsComplete: true } => "rien de neuf",
        "done" when visit.IsComplete || visit.Kind == VisitKind.Reread => "complète",
        "done" => "incomplète",
        "failed" => "échouée",
        "stopped" => "arrêtée",
        "quarantined" => "mise à l’écart",
        _ => visit.State,
    };

    /// <summary>The class that colours a state, which always is a word as well.</summary>
    public static string Tone(VisitSummary visit) => visit.State switch
    {
        "done" => "ok",
        "failed" or "quarantined" => "bad",
        _ => "soft",
    };

    public static string Kind(VisitKind kind) => kind == VisitKind.Reread ? "relecture sans visite" : "visite";

    public static string Kind(RecipeKind kind) => kind switch
    {
        RecipeKind.Listing => "Une liste d’initiatives",
        RecipeKind.Sitemap => "Un plan du site",
        RecipeKind.Feed => "Un flux RSS ou Atom",
        RecipeKind.Api => "Une interface de données (JSON)",
        RecipeKind.Page => "Une page par initiative",
        RecipeKind.File => "Un fichier (tableau ou JSON)",
        _ => kind.ToString(),
    };

    public static string PageState(string state) => state switch
    {
        "done" => "lue",
        "waiting" => "en attente",
        "failed" => "manquée",
        "missing" => "introuvable",
        "forbidden" => "interdite",
        _ => state,
    };

    public static string Role(string role) => role switch { "list" => "liste", "detail" => "fiche", "sitemap" => "plan du site", _ => role };

    public static string Origin(string? origin) => origin switch { "fetched" => "nouvelle", "unchanged" => "inchangée", "copy" => "copie gardée", _ => "" };

    /// <summary>"3 nouvelles, 2 changées, 40 inchangées, 1 disparue, 2 pages manquées"; what is nought is left out, but for a visit that found nothing.</summary>
    public static string Counts(VisitSummary visit)
    {
        var counts = visit.Counts;
        var parts = new List<string>();
        Add(counts.Added, "nouvelle", "nouvelles");
        Add(counts.Changed, "changée", "changées");
        Add(counts.Unchanged, "inchangée", "inchangées");
        Add(visit.Gone, "disparue", "disparues");
        Add(counts.Failed, "page manquée", "pages manquées");
        return parts.Count == 0 ? "aucune initiative" : string.Join(", ", parts);

        void Add(int count, string one, string many)
        {
            if (count > 0)
            {
                parts.Add(French.Count(count, one, many));
            }
        }
    }

    /// <summary>"12 s", "1 min 48"; null for a visit that has not begun.</summary>
    public static string? Duration(VisitSummary visit, DateTimeOffset now)
    {
        if (visit.StartedAt is not { } started)
        {
            return null;
        }

        var time = (visit.FinishedAt ?? now) - started;
        return time switch
        {
            { TotalSeconds: < 1 } => "moins d’une seconde",
            { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Seconds}\u00a0s"),
            { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}\u00a0min\u00a0{time.Seconds:00}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}\u00a0h\u00a0{time.Minutes:00}"),
        };
    }

    public static string Bytes(int? bytes) => bytes switch
    {
        null => "",
        < 1_000 => $"{bytes}\u00a0o",
        < 1_000_000 => $"{French.Count(bytes.Value / 1_000)}\u00a0ko",
        _ => $"{French.Count(bytes.Value / 1_000_000)}\u00a0Mo",
    };

    public static string Percent(double rate) => $"{(int)Math.Round(rate * 100)}\u202f%";

    /// <summary>The first letter as in the middle of a page, and a full stop.</summary>
    public static string Sentence(string message) => message.Length == 0 ? "" : char.ToUpper(message[0], CultureInfo.GetCultureInfo("fr-FR")) + message[1..].TrimEnd('.') + ".";

    /// <summary>The French label of a field, by the name the recipe gives it.</summary>
    public static string Field(string name) => RecipeField.ByName.TryGetValue(name, out var field) ? field.Label : name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');
}

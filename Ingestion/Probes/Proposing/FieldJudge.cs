using System.Globalization;
using System.Text.RegularExpressions;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>Says how likely a column holds a field: by the words that name it, by what its values are, and by where it stands.</summary>
/// <param name="site">The partner's own addresses are nobody's website.</param>
/// <param name="titles">On pages of initiatives: what the list calls each of them.</param>
/// <param name="tops">What each record begins with: a text that has it too is the whole record, and none of its fields.</param>
internal sealed partial class FieldJudge(Uri site, IReadOnlyList<string?>? titles = null, IReadOnlyList<string?>? tops = null)
{
    private const string Nbsp = "\u00A0";

    private static readonly string[] SharedHosts = ["facebook.com", "twitter.com", "x.com", "linkedin.com", "instagram.com", "youtube.com", "youtu.be", "pinterest.com", "wa.me", "whatsapp.com", "t.me", "mastodon.social", "addtoany.com"];

    private static readonly HashSet<string> Regions = ((string[])
    [
        "Auvergne-Rhône-Alpes", "Bourgogne-Franche-Comté", "Bretagne", "Centre-Val de Loire", "Corse", "Grand Est", "Hauts-de-France", "Île-de-France", "Normandie", "Nouvelle-Aquitaine", "Occitanie", "Pays de la Loire",
        "Provence-Alpes-Côte d’Azur", "PACA", "Guadeloupe", "Martinique", "Guyane", "La Réunion", "Réunion", "Mayotte", "Alsace", "Aquitaine", "Auvergne", "Basse-Normandie", "Bourgogne", "Centre", "Champagne-Ardenne", "Franche-Comté",
        "Haute-Normandie", "Languedoc-Roussillon", "Limousin", "Lorraine", "Midi-Pyrénées", "Nord-Pas-de-Calais", "Picardie", "Poitou-Charentes", "Rhône-Alpes",
    ]).Select(Words.Plain).ToHashSet();

    public static IReadOnlyList<string> Fields { get; } =
        ["title", "summary", "body", "organisation", "website", "image", "address", "postcode", "commune", "commune_code", "departement", "region", "latitude", "longitude", "published", "updated", "tags"];

    /// <returns>Null: this is not the field.</returns>
    public FieldGuess? Judge(string field, Column column)
    {
        if (column.Fill == 0 && field != "image")
        {
            return null;
        }

        var (named, reason) = NamedBy(field, column);
        var guess = field switch
        {
            "title" => Title(column, named),
            "summary" => Text(field, column, named, 25, 2_500),
            "body" => Text(field, column, named, 200, 200_000),
            "organisation" => Organisation(column, named),
            "website" => Website(column, named),
            "image" => Image(column, named),
            "address" => named > 0 && column.Selector != "." && column.MeanLength is >= 3 and <= 160 && !AreDates(column) && column.PerRecord <= 3 && !AreAddresses(column) ? 0.35 + (0.5 * named) : 0,
            "postcode" => Share(column, Postcode()) >= 0.8 && (named > 0 || column.Label is null) ? 0.3 + (0.6 * named) : 0,
            "commune" => named > 0 && !AreNumbers(column) && !column.Own.Contains("code") && column.MeanLength is >= 2 and <= 60 ? 0.3 + (0.6 * named) : 0,
            "commune_code" => named > 0 && Share(column, CommuneCode()) >= 0.8 && (named > 0.5 || column.Near.Contains("commune")) ? 0.3 + (0.5 * named) : 0,
            "departement" => named > 0 && column.MeanLength is >= 2 and <= 40 && !column.Own.Contains("code") ? 0.3 + (0.6 * named) : 0,
            "region" => Region(column, named),
            "latitude" => named > 0 && AreBetween(column, 90) ? 0.9 : 0,
            "longitude" => named > 0 && AreBetween(column, 180) ? 0.9 : 0,
            "published" => Date(column, named),
            "updated" => named > 0.5 && AreDates(column) ? 0.8 : 0,
            "tags" => 0,
            _ => 0,
        };
        if (field == "tags")
        {
            return Tags(column, named, reason);
        }

        if (guess < 0.3)
        {
            return null;
        }

        // Filled everywhere, found once, and standing for itself: all else equal, that is the better one.
        guess += (0.1 * column.Fill) - (column.PerRecord > 1.2 && field is not ("summary" or "body" or "image" or "website") ? 0.25 : 0);
        guess -= column.Selector.Contains(":nth", StringComparison.Ordinal) ? 0.05 : 0;
        return guess < 0.3 ? null : new FieldGuess(field, column, guess, ReasonOf(field, column, reason)) { Clean = CleanFor(field, column) };
    }

    private static (double Strength, string Reason) NamedBy(string field, Column column)
    {
        var label = Words.Of(column.Label).ToList();
        if (FieldWords.Names(field, label, out _) is var byLabel and > 0)
        {
            return (byLabel, $"précédé du libellé «{Nbsp}{column.Label}{Nbsp}»");
        }

        if (label.Count > 0 && FieldWords.IsOfAnother(field, label))
        {
            return (0, "");
        }

        var generic = column.Own.Count > 0 && column.Own.All(FieldWords.Generic.Contains);
        if (FieldWords.Names(field, column.Own, out var own) is var byOwn and > 0 && !(field == "title" && generic && FieldWords.IsOfAnother(field, column.Near)))
        {
            return (byOwn * 0.95, $"son nom («{Nbsp}{own}{Nbsp}») l’annonce");
        }

        return FieldWords.Names(field, column.Near, out var near) is var byNear and > 0 && !FieldWords.IsOfAnother(field, column.Own)
            && (byNear == 1 || generic && column.Tag.Length == 0)
            ? (byNear * (generic || column.Own.Count == 0 ? 0.9 : 0.6), $"ce qui l’entoure («{Nbsp}{near}{Nbsp}») l’annonce")
            : (0, "");
    }

    private double Title(Column column, double named)
    {
        if (column.MeanLength is < 3 or > 180 || column.Distinct < 0.85 || column.Fill < 0.85 || AreDates(column) || AreNumbers(column) || AreAddresses(column))
        {
            return 0;
        }

        if (titles is not null && titles.Any(title => title is not null))
        {
            var values = column.Lists.Select(list => list.Count > 0 ? list[0] : null);
            var known = titles.Zip(values).Where(pair => pair.First is not null).ToList();
            var same = (double)known.Count(pair => IsSameTitle(pair.First!, pair.Second)) / known.Count;
            return same >= 0.75 ? 0.8 + (column.Tag == "h1" ? 0.15 : 0) + (0.05 * named) : 0;
        }

        return column.Tag == "h1" ? 0.9 : column.InHeading ? 0.75 + (0.15 * named) : named > 0 ? 0.4 + (0.4 * named) : column.Tag is "a" or "b" or "strong" ? 0.35 : 0;
    }

    // The list may cut it: "Un jardin pour…".
    private static bool IsSameTitle(string listed, string? found)
    {
        if (found is null)
        {
            return false;
        }

        var start = Words.Plain(listed.TrimEnd('…', '.', ' '));
        return start.Length > 0 && Words.Plain(found).StartsWith(start, StringComparison.Ordinal);
    }

    private double Text(string field, Column column, double named, int shortest, int longest)
    {
        if (column.MeanLength < shortest || column.MeanLength > longest || column.Distinct < 0.6 || column.PerRecord > (field == "summary" ? 2.5 : 40) || AreAddresses(column) || column.Tag is "a" or "h1" or "h2" or "h3")
        {
            return 0;
        }

        if (BeginsWithTitles(column, 60) && column.Tag is not ("p" or "td"))
        {
            return 0;
        }

        var sentences = (double)column.Firsts.Count(text => text.Contains(' ', StringComparison.Ordinal) && text.Length > 40) / column.Firsts.Count;
        if (field == "summary")
        {
            var size = column.MeanLength is >= 50 and <= 700 ? 0.2 : 0.1;
            return named > 0 ? 0.35 + (0.4 * named) + (size * sentences) : column.Tag is "p" or "div" or "td" && column.MeanLength >= 60 && column.PerRecord < 1.5 && column.Label is null ? 0.25 + size : 0;
        }

        return named > 0 ? 0.3 + (0.4 * named) + Math.Min(0.2, column.MeanLength / 10_000) : 0;
    }

    // A text that has the title and more is the whole record, or its card.
    private bool BeginsWithTitles(Column column, int within) =>
        tops is not null && tops.Zip(column.Lists).Count(pair => pair.First is { Length: > 0 } top && pair.Second.Count > 0 && pair.Second[0].Length > top.Length
            && pair.Second[0].IndexOf(top, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && at < within) > column.Records / 2;

    private double Organisation(Column column, double named) =>
        named > 0 && column.Selector != "." && !BeginsWithTitles(column, 1) && column.MeanLength is >= 2 and <= 110 && !AreDates(column) && !AreNumbers(column) && !AreAddresses(column) && column.PerRecord < 2 ? 0.35 + (0.5 * named) : 0;

    private double Website(Column column, double named)
    {
        var values = column.Read("website", FieldType.Url).Where(list => list.Count > 0).Select(list => new Uri(list[0])).ToList();
        // A relative link looks like the name of a site: "jardin.html".
        if (values.Count == 0 || column.Tag == "a" && column.Read("link", FieldType.Url).Any(list => list.Count > 0 && IsOfSite(new Uri(list[0]), site)) || column.Tag != "a" && column.Tag.Length > 0 && named < 0.5 || values.Any(value => IsOfSite(value, site)) || values.Any(value => value.Host.Length < 4))
        {
            return 0;
        }

        var own = values.Count(value => !SharedHosts.Any(shared => value.Host.EndsWith(shared, StringComparison.OrdinalIgnoreCase)));
        var different = (double)values.Select(value => value.Host).Distinct().Count() / values.Count;
        // The same link on every page is the partner's, not the initiative's.
        if ((double)own / values.Count < 0.5 || (values.Count > 2 && different < 0.5) || column.Tag.Length == 0 && named == 0)
        {
            return 0;
        }

        return (column.Tag == "a" ? 0.5 : 0.35) + (0.4 * named);
    }

    private static double Image(Column column, double named)
    {
        if (column.Tag is not ("img" or "") || column.Tag.Length == 0 && named < 0.5)
        {
            return 0;
        }

        var values = column.Read("image", FieldType.Image).Where(list => list.Count > 0).Select(list => list[0]).ToList();
        var isAddress = values.Count(value => value.StartsWith("http", StringComparison.OrdinalIgnoreCase));
        // The same picture everywhere is a logo or an icon.
        return values.Count == 0 || isAddress < values.Count || (double)values.Distinct().Count() / values.Count < 0.5 || (double)values.Count / column.Records < 0.2 ? 0 : 0.5 + (0.3 * named);
    }

    private static double Region(Column column, double named)
    {
        var regions = (double)column.Firsts.Count(text => Regions.Contains(Words.Plain(text))) / column.Firsts.Count;
        return regions >= 0.7 && column.PerRecord < 1.3 ? 0.5 + (0.4 * named) : named > 0.5 && column.MeanLength is >= 3 and <= 50 && !AreNumbers(column) ? 0.6 : 0;
    }

    private static double Date(Column column, double named) =>
        !AreDates(column) ? 0 : column.Tag == "time" ? 0.7 + (0.2 * named) : named > 0 ? 0.4 + (0.4 * named) : 0;

    private static FieldGuess? Tags(Column column, double named, string reason)
    {
        var isTagged = column.Selector.Contains("rel~=tag", StringComparison.Ordinal);
        var all = column.Lists.SelectMany(list => list).ToList();
        if (all.Count == 0 || AreDates(column) || AreAddresses(column) || AreNumbers(column) || named == 0 && !isTagged || column.Selector == "." || HasItsLabel(column) || AreNested(column))
        {
            return null;
        }

        var longest = all.Average(text => text.Length);
        var separator = column.PerRecord > 1.2 ? null : (string?[])[";", "|", " / ", " · ", ","];
        var split = separator?.FirstOrDefault(mark => column.Firsts.Count(text => text.Contains(mark!, StringComparison.Ordinal)) >= column.Firsts.Count * (mark == "," ? 0.4 : 0.25));
        if (split is not null && column.Read("tags", FieldType.Tags, [new CleanUp.Split(split)]).SelectMany(list => list).Select(text => text.Length).DefaultIfEmpty(100).Average() < 45)
        {
            return new("tags", column, 0.45 + (0.4 * named) + (0.1 * column.Fill), $"{reason}, plusieurs valeurs séparées par «{Nbsp}{split.Trim()}{Nbsp}»") { Clean = [new CleanUp.Split(split)] };
        }

        if (longest > 90 || column.PerRecord > 15 || column.Tag is "ul" or "div" or "dl" or "p" && column.PerRecord < 1.1 && longest > 45)
        {
            return null;
        }

        var repeated = 1 - ((double)all.Distinct().Count() / all.Count);
        var score = (isTagged ? 0.85 : 0.35 + (0.35 * named)) + (column.PerRecord > 1.2 ? 0.15 : 0) + (0.1 * repeated) + (0.05 * column.Fill);
        // Slugs stand beside the words they were made of.
        score -= column.Own.Contains("code") || column.Own.Contains("slug") || column.Own.Contains("id") || all.All(text => !text.Any(char.IsUpper) && text.Contains('-', StringComparison.Ordinal)) ? 0.3 : 0;
        return new("tags", column, score, isTagged ? "des liens que la page dit être ses étiquettes (rel=tag)" : column.PerRecord > 1.2 ? $"{reason}, plusieurs valeurs par initiative" : reason);
    }

    // "Activité", then the values: what comes first everywhere and is called as the field is.
    private static bool HasItsLabel(Column column)
    {
        var several = column.Lists.Where(list => list.Count > 1).ToList();
        var commonest = several.CountBy(list => list[0]).OrderByDescending(pair => pair.Value).FirstOrDefault();
        return commonest.Value >= 2 && commonest.Value >= 0.8 * several.Count && FieldWords.Names("tags", Words.Of(commonest.Key), out _) > 0 && Words.Of(commonest.Key).Count() <= 3;
    }

    // A block, then what stands in it.
    private static bool AreNested(Column column)
    {
        var several = column.Lists.Where(list => list.Count > 2).ToList();
        return several.Count > 0 && several.Count(list => list.Zip(list.Skip(1), list.Skip(2)).Any(next => next.First.Contains(next.Second, StringComparison.Ordinal) && next.First.Contains(next.Third, StringComparison.Ordinal))) >= 0.4 * several.Count;
    }

    private static List<CleanUp> CleanFor(string field, Column column)
    {
        var clean = column.Clean.ToList();
        if (field == "commune_code" && column.Firsts.Any(text => text.Length == 4))
        {
            // Spreadsheets take the first zero of codes away.
            clean.Add(new CleanUp.Pad(5, '0'));
        }

        return clean;
    }

    private static string ReasonOf(string field, Column column, string named)
    {
        if (named.Length > 0)
        {
            return named;
        }

        return field switch
        {
            "title" when column.Tag == "h1" => "le titre principal (h1) de la page",
            "title" when column.InHeading => "le titre de chaque élément",
            "title" => "le texte le plus en vue, différent pour chacun",
            "website" => "un lien vers un autre site, différent pour chacun",
            "image" => "une image différente pour chacun",
            "region" => "les valeurs sont des noms de régions",
            "published" => "une date (time) dans la page",
            "postcode" => "les valeurs sont des codes postaux",
            _ => "des textes de la longueur attendue, différents pour chacun",
        };
    }

    private static bool IsOfSite(Uri value, Uri site) => Bare(value.Host).Equals(Bare(site.Host), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    private static bool AreDates(Column column) => column.MeanLength <= 40 && (double)column.Firsts.Count(text => IsDate(text)) / Math.Max(1, column.Firsts.Count) >= 0.8;

    private static bool IsDate(string text) => !Year().IsMatch(text) && Cleaning.DateOf(text, []) is not null;

    private static bool AreNumbers(Column column) => Share(column, Number()) >= 0.8;

    private static bool AreAddresses(Column column) => Share(column, WebAddress()) >= 0.5;

    private static bool AreBetween(Column column, double most) =>
        column.Firsts.All(text => double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= most);

    private static double Share(Column column, Regex pattern) => (double)column.Firsts.Count(text => pattern.IsMatch(text)) / Math.Max(1, column.Firsts.Count);

    [GeneratedRegex(@"^\d{5}$")]
    private static partial Regex Postcode();

    [GeneratedRegex(@"^\d[\dAB]?\d{2,3}$")]
    private static partial Regex CommuneCode();

    [GeneratedRegex(@"^[\d\s.,/-]+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\d{4}$")]
    private static partial Regex Year();

    [GeneratedRegex(@"^(https?://|www\.)\S+$|^\S+@\S+$", RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();
}

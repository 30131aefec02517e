using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SocialConnect.Catalog.Partners;

/// <summary>A source brought over from another tool.</summary>
/// <param name="Recipe">May still lack what it needs to be saved, such as a start address.</param>
/// <param name="Warnings">What has no equivalent here, in French, for the editor who goes on from it.</param>
public sealed record ImportedSource(string Name, Uri? Home, string Notes, Recipe Recipe, IReadOnlyList<string> Warnings);

/// <summary>
/// Reads OpenScraper's spider documents. Its way: each field is read in the item of the list, then again on the page behind "follow_xpath", and the values are put together.
/// </summary>
public sealed class OpenScraperImport
{
    // Fields of the Carrefour's data model, which all its documents refer to by id.
    private static readonly Dictionary<string, (string Name, string Type)> UsualModel = new()
    {
        ["5a9aaec70a8286276b0e6918"] = ("résumé du projet", "text"),
        ["5a9aaed70a8286276b0e6919"] = ("tags", "tags"),
        ["5a9aaf070a8286276b0e691a"] = ("website", "url"),
        ["5a9aaf370a8286276b0e691b"] = ("auteur", "text"),
        ["5a9ab7950a8286276bac7b34"] = ("logo", "image"),
        ["5aa04ce10a82863c677c7951"] = ("video", "url"),
        ["5aa68c360a82861cfd650345"] = ("adresse du projet", "adress"),
        ["5aa9333f0a82866727d2ca04"] = ("titre du projet", "text"),
        ["5aaaf2310a828606a4944b1b"] = ("date du projet", "date"),
        ["5aabd1a00a82862b7852fe50"] = ("image du projet", "image"),
        ["5aabd3ca0a82862b7852fe51"] = ("partenaires du projet", "list"),
        ["5ab0d81a0a8286676a48ea3f"] = ("structure porteuse", "text"),
        ["5ab410d90a82863566d5fd06"] = ("données économiques", "text"),
        ["5ab52e000a82860a0176ecbc"] = ("fiche contact", "text"),
        ["5ab5475d0a82860a01da9732"] = ("SIRET", "text"),
        ["5ab549610a82860a01da9733"] = ("statut juridique", "text"),
    };

    private readonly Dictionary<string, (string Name, string Type)> _model;

    /// <param name="dataModel">The fields that documents refer to, as OpenScraper exports them; null: the Carrefour's.</param>
    /// <exception cref="JsonException">The data model is not JSON.</exception>
    public OpenScraperImport(string? dataModel = null)
    {
        _model = new(UsualModel);
        if (dataModel is not null)
        {
            using var document = JsonDocument.Parse(dataModel);
            foreach (var field in document.RootElement.EnumerateArray())
            {
                if (Text(field, "field_class") == "custom" && IdOf(field) is { } id)
                {
                    _model[id] = (Text(field, "field_name"), Text(field, "field_type"));
                }
            }
        }
    }

    /// <summary>True where a document looks like one of OpenScraper's, or several.</summary>
    public static bool Recognises(string json) => json.Contains("\"scraper_config\"", StringComparison.Ordinal);

    /// <summary>All spiders of a document, which is one or an array of them.</summary>
    /// <param name="site">What relative start addresses are relative to; null: the page each document names.</param>
    /// <exception cref="JsonException">It is not JSON, or not such a document.</exception>
    public IReadOnlyList<ImportedSource> Read(string json, Uri? site = null)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Select(spider => ReadSpider(spider, site)).ToList() : [ReadSpider(root, site)];
    }

    private ImportedSource ReadSpider(JsonElement spider, Uri? site)
    {
        if (!spider.TryGetProperty("scraper_config", out var config) || !spider.TryGetProperty("infos", out var infos))
        {
            throw new JsonException("This is no spider of OpenScraper: it lacks 'infos' or 'scraper_config'.");
        }

        var warnings = new List<string>();
        var name = Text(infos, "name");
        var home = Uri.TryCreate(Text(infos, "page_url"), UriKind.Absolute, out var page) ? page : null;
        if (home is null)
        {
            warnings.Add("l’adresse du site n’est pas renseignée : complétez-la");
        }

        var items = XPath(config, "item_xpath", "les éléments de la liste", warnings);
        var follows = config.TryGetProperty("parse_follow", out var follow) && follow.ValueKind == JsonValueKind.True;
        var link = follows ? XPath(config, "follow_xpath", "le lien vers la fiche", warnings) : null;
        if (follows && link is null)
        {
            warnings.Add("la fiche devait être lue mais son lien n’est pas indiqué : seule la liste le sera");
        }

        var next = XPath(config, "next_page", "la page suivante", warnings);
        if (next is not null && !next.Contains("/@", StringComparison.Ordinal))
        {
            warnings.Add($"le repère de la page suivante ({next}) ne mène pas à une adresse (@href) : à vérifier");
        }

        var (fields, extra) = Fields(spider, warnings);
        var isPage = items is null;
        if (isPage)
        {
            warnings.Add("aucun repère d’élément (item_xpath) : chaque adresse de départ sera lue comme une seule initiative");
        }

        if (Text(config, "item_list_xpath").Length > 0)
        {
            warnings.Add("« item_list_xpath » n’a pas d’équivalent : « items » désigne directement les éléments");
        }

        var recipe = new Recipe(isPage ? RecipeKind.Page : RecipeKind.Listing, Starts(config, site ?? home, warnings))
        {
            Items = items,
            Link = link is null ? null : FieldRecipe.Of(link),
            Next = isPage || next is null ? null : new PagingRecipe { Select = next },
            Fields = fields,
            Extra = extra,
            Detail = link is null ? null : new DetailRecipe(fields) { Extra = extra, Together = true },
            Limits = Limits(spider, warnings),
        };
        if (!fields.ContainsKey("title"))
        {
            warnings.Add("aucun repère pour le titre : une initiative sans titre n’est pas gardée");
        }

        if (config.TryGetProperty("page_needs_splash", out var splash) && splash.ValueKind == JsonValueKind.True)
        {
            warnings.Add("la page demandait un navigateur (Splash) : l’affichage dynamique est à activer dans la recette");
        }

        return new(name, home, Text(infos, "notes").Trim(), recipe, warnings);
    }

    private static List<Uri> Starts(JsonElement config, Uri? site, List<string> warnings)
    {
        var starts = new List<Uri>();
        foreach (var start in config.TryGetProperty("start_urls", out var urls) && urls.ValueKind == JsonValueKind.Array ? urls.EnumerateArray().Select(url => url.GetString() ?? "") : [])
        {
            if (Uri.TryCreate(start, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" || site is not null && Uri.TryCreate(site, start, out absolute))
            {
                starts.Add(absolute!);
            }
            else
            {
                warnings.Add($"« {start} » n’est pas une adresse complète");
            }
        }

        if (starts.Count == 0)
        {
            warnings.Add("aucune adresse de départ : complétez la recette avant de l’enregistrer");
        }

        return starts;
    }

    private (Dictionary<string, FieldRecipe> Fields, Dictionary<string, FieldRecipe> Extra) Fields(JsonElement spider, List<string> warnings)
    {
        var (fields, extra) = (new Dictionary<string, FieldRecipe>(), new Dictionary<string, FieldRecipe>());
        foreach (var entry in spider.TryGetProperty("scraper_config_xpaths", out var xpaths) ? xpaths.EnumerateObject().ToArray() : [])
        {
            if (string.IsNullOrWhiteSpace(entry.Value.GetString()))
            {
                continue;
            }

            if (!_model.TryGetValue(entry.Name, out var field))
            {
                warnings.Add($"le champ {entry.Name} n’est pas dans le modèle de données : il est gardé sous « champ_{entry.Name} »");
                field = ($"champ_{entry.Name}", "text");
            }

            if (XPath(xpaths, entry.Name, $"« {field.Name} »", warnings) is not { } xpath)
            {
                continue;
            }

            if (field.Name == "fiche contact")
            {
                // Names, telephones and mail addresses of people: the page of the partner shows them, we do not copy them.
                warnings.Add("« fiche contact » peut contenir des coordonnées de personnes : ce champ n’est pas repris");
            }
            else if (Ours(field.Name) is { } ours)
            {
                fields[ours] = FieldRecipe.Of(xpath);
            }
            else
            {
                extra[Slug(field.Name)] = new FieldRecipe { Select = [xpath], Type = TypeOf(field.Type, field.Name, warnings), Clean = field.Type == "text" ? [new CleanUp.Join(" ")] : [] };
            }
        }

        return (fields, extra);
    }

    internal static string? Ours(string name) => name.ToLowerInvariant() switch
    {
        "titre du projet" or "titre" or "title" => "title",
        "résumé du projet" or "résumé" or "summary" => "summary",
        "tags" => "tags",
        "website" => "website",
        "adresse du projet" or "adresse" => "address",
        "image du projet" => "image",
        "structure porteuse" => "organisation",
        _ => null,
    };

    internal static FieldType TypeOf(string type, string name, List<string> warnings)
    {
        switch (type)
        {
            case "text":
                return FieldType.Text;
            case "url" or "link":
                return FieldType.Url;
            case "image":
                return FieldType.Image;
            case "email":
                return FieldType.Email;
            case "tags":
                return FieldType.Tags;
            case "list":
                return FieldType.List;
            case "date":
                return FieldType.Date;
            case "adress" or "address":
                return FieldType.Address;
            case "geoloc":
                return FieldType.Coordinates;
            case "price":
                return FieldType.Price;
            case "number" or "integer" or "float":
                return FieldType.Number;
            case "boolean":
                return FieldType.Boolean;
            default:
                warnings.Add($"le type « {type} » du champ « {name} » n’a pas d’équivalent : il est lu comme du texte");
                return FieldType.Text;
        }
    }

    private static RecipeLimits Limits(JsonElement spider, List<string> warnings)
    {
        var limits = new RecipeLimits();
        if (!spider.TryGetProperty("scraper_settings", out var settings))
        {
            return limits;
        }

        if (settings.TryGetProperty("LIMIT", out var most) && most.ValueKind == JsonValueKind.Number)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"la limite de {most.GetDouble()} éléments servait aux essais d’OpenScraper : elle n’est pas reprise"));
        }

        return settings.TryGetProperty("download_delay", out var delay) && delay.ValueKind == JsonValueKind.Number && delay.GetDouble() > 0
            ? limits with { Delay = TimeSpan.FromSeconds(delay.GetDouble()) }
            : limits;
    }

    private static string? XPath(JsonElement config, string key, string what, List<string> warnings)
    {
        var text = Text(config, key).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        var selector = $"xpath: {text}";
        try
        {
            RecipeSelector.Parse(selector, SelectorLanguage.XPath);
            return selector;
        }
        catch (FormatException failure)
        {
            warnings.Add($"le repère pour {what} n’est pas repris : {failure.Message}");
            return null;
        }
    }

    internal static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '_')
            {
                slug.Append('_');
            }
        }

        return slug.ToString().Trim('_');
    }

    private static string Text(JsonElement node, string key) => node.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string? IdOf(JsonElement node) =>
        !node.TryGetProperty("_id", out var id) ? null : id.ValueKind == JsonValueKind.String ? id.GetString() : id.TryGetProperty("$oid", out var oid) ? oid.GetString() : null;
}

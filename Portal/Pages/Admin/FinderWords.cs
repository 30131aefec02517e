using SocialConnect.Catalog.Conversations;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Finder.Answering;
using SocialConnect.Portal.Finder.Live;

namespace SocialConnect.Portal.Pages.Admin;

/// <summary>What the finder's figures are called.</summary>
internal static class FinderWords
{
    public const string NoTheme = "Thème non reconnu";

    public const string NoPlace = "Sans lieu";

    /// <summary>Why a sentence was withheld.</summary>
    public static string Check(string? fault) => Enum.TryParse<Fault>(fault, out var known)
        ? known switch
        {
            Fault.NoCitation => "sans source",
            Fault.UnknownCitation => "source qui n’existe pas",
            Fault.Hidden => "signes cachés ou inhabituels",
            Fault.Link => "lien",
            Fault.Markup => "balises",
            Fault.Order => "consigne adressée à une machine",
            Fault.Length => "trop courte ou trop longue",
            Fault.Language => "autre langue que le français",
            Fault.Contact => "téléphone",
            Fault.Number => "nombre absent des fiches",
            Fault.Name => "nom absent des fiches",
            Fault.Claim => "promesse absente des fiches",
            Fault.Unsupported => "propos absent des fiches",
            _ => known.ToString(),
        }
        : fault ?? "";

    /// <summary>Why a model's words were not shown.</summary>
    public static string Fallback(string? reason) => reason switch
    {
        "slow" => "trop lent",
        "failed" => "en panne",
        "budget" => "budget épuisé",
        "checks" => "rien de ce qu’il a écrit n’était dans les fiches",
        "nothing" => "n’a rien écrit",
        _ => reason ?? "",
    };

    /// <summary>Why an answer was of no use.</summary>
    public static string Reason(string? reason) =>
        FinderThumbs.Reasons.FirstOrDefault(known => known.Value == reason).Label ?? "Sans raison donnée";

    public static string Theme(Scheme? scheme, LackingNeed need) =>
        need.Theme is null ? NoTheme : scheme?.Categories.FirstOrDefault(category => category.Facet == Facet.Theme && category.Path == need.Theme)?.Label ?? need.Theme;

    /// <summary>"41 ms"; "aucune" where nothing was measured.</summary>
    public static string Milliseconds(int? time) => time is { } known ? $"{Look.French.Count(known)}\u00a0ms" : "aucune";
}

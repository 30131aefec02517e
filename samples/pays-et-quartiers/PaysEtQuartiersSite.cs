using System.Globalization;
using System.Text;

namespace SocialConnect.Samples.Serving;

/// <summary>A resource centre's site of the early 2000s: tables in tables, Windows-1252 declared in the pages only.</summary>
internal sealed class PaysEtQuartiersSite : SampleSite
{
    private const int PerPage = 10;
    private const char NarrowSpace = '\u202F';
    private const char Space = '\u00A0';

    // A letter that Windows-1252 lacks must be noticed, not become a question mark.
    private static readonly Encoding Windows1252 =
        CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public PaysEtQuartiersSite()
        : base("pays-et-quartiers")
    {
        AddRobots("User-agent: *\nDisallow: /admin/\nDisallow: /fiches/attente/");
        AddOld("/", "Accueil", Home(), Newest);
        AddOld("/index.htm", "Accueil", Home(), Newest);
        AddOld("/centre.htm", "Le centre de ressources", About, Newest);
        AddOld("/admin/index.htm", "Administration", "<P>Acc&egrave;s r&eacute;serv&eacute; au webmestre.</P>", Newest);
        AddOld("/fiches/attente/fiche900.htm", "Fiche en attente", "<P>Fiche non valid&eacute;e par le comit&eacute; de lecture.</P>", Newest);
        var pages = Initiatives.Index().Chunk(PerPage).ToList();
        for (var i = 0; i < pages.Count; i++)
        {
            AddOld(ListPath(i), "Les fiches", List(pages[i], i, pages.Count), Newest);
        }

        foreach (var (index, initiative) in Initiatives.Index())
        {
            AddOld($"/fiches/{FileOf(index)}", initiative.Title, Sheet(index, initiative), initiative.Modified);
        }
    }

    public override SitePage Missing { get; } = new(
        Page("Erreur 404", "<P>La page demand&eacute;e n'existe pas.</P>"),
        "text/html",
        new DateOnly(2021, 1, 11),
        Windows1252,
        StatusCodes.Status404NotFound);

    private const string About = """
        <P>Le Centre de ressources Pays &amp; Quartiers, association loi de 1901, réunit depuis 1998 des élus, des agents de développement et des militants associatifs.</P>
        <P>Les fiches sont établies par notre documentaliste à partir de visites et de lectures. Elles sont librement reproductibles avec mention de la source.</P>
        <P><FONT size="1">Site d’exemple livré avec SocialConnect : ce centre de ressources est imaginaire, les initiatives existent.</FONT></P>
        """;

    private static string ListPath(int index) => $"/fiches/liste{index + 1}.htm";

    private static string FileOf(int index) => string.Create(CultureInfo.InvariantCulture, $"fiche{index + 1:000}.htm");

    private string Home() => $"""
        <P><B>Bienvenue sur le site du Centre de ressources Pays &amp; Quartiers.</B></P>
        <P>Notre base documentaire compte à ce jour <FONT color="#990000">{Initiatives.Count} fiches</FONT> d’expériences. <A href="/fiches/liste1.htm">Consulter les fiches</A></P>
        <P>Site optimisé pour une résolution de 800 x 600.</P>
        """;

    private static string List((int Index, Initiative Initiative)[] rows, int index, int count) => $"""
        <P align="center"><FONT size="2">Page {index + 1} / {count}</FONT></P>
        <TABLE width="100%" border="1" cellspacing="0" cellpadding="4">
        <TR bgcolor="#336699"><TD><FONT color="#FFFFFF"><B>Intitulé</B></FONT></TD><TD><FONT color="#FFFFFF"><B>Lieu</B></FONT></TD><TD><FONT color="#FFFFFF"><B>Mise à jour</B></FONT></TD></TR>
        {rows.Each(row => $"<TR><TD><A href=\"{FileOf(row.Index)}\">{row.Initiative.Title.Escaped()}</A></TD><TD>{Where(row.Index, row.Initiative.Place)}</TD><TD>{row.Initiative.Modified.InFrench("dd/MM/yyyy")}</TD></TR>")}
        </TABLE>
        <TABLE width="100%" border="0"><TR>
        <TD align="left">{(index > 0 ? $"<A href=\"liste{index}.htm\">&lt;&lt; Page précédente</A>" : "&nbsp;")}</TD>
        <TD align="right">{(index < count - 1 ? $"<A href=\"liste{index + 2}.htm\">Page suivante</A> &gt;&gt;" : "&nbsp;")}</TD>
        </TR></TABLE>
        {(index == 0 ? "<P><FONT size=\"1\">Voir aussi les <A href=\"/fiches/attente/fiche900.htm\">fiches en attente de validation</A></FONT></P>" : "")}
        """;

    private static string Sheet(int index, Initiative initiative) => $"""
        <TABLE width="100%" border="0" cellspacing="0" cellpadding="6" class="fiche">
        <TR><TD colspan="2" bgcolor="#CCDDEE"><FONT size="4"><B>{initiative.Title.Escaped()}</B></FONT></TD></TR>
        {Row("Organisme", initiative.Organisation.Escaped())}
        {Row("Lieu", Where(index, initiative.Place))}
        {(initiative.Since is { } year ? Row("Début de l’action", $"{year}") : "")}
        {Row("En bref", $"<I>{initiative.Summary.Escaped()}</I>")}
        {Row("Description", string.Join("<BR><BR>", initiative.Body.Select(paragraph => paragraph.Escaped())))}
        {Row("Mots-clefs", string.Join(" ; ", initiative.Tags).Escaped())}
        {(initiative.Website is { } website ? Row("Site internet", $"<A href=\"{website}\" target=\"_blank\">{website.Host}</A>") : "")}
        {Row("Mise à jour", initiative.Modified.InFrench("dd/MM/yyyy"))}
        </TABLE>
        <P><A href="liste{(index / PerPage) + 1}.htm">Retour à la liste</A></P>
        """;

    private static string Row(string name, string value) => $"<TR><TD valign=\"top\" width=\"130\"><B>{name}</B></TD><TD>{value}</TD></TR>";

    // Three documentalists, three ways to write a place.
    private static string Where(int index, Place place) => ((index % 3) switch
    {
        _ when place is { National: true, Commune: null } => "France entière",
        _ when place.National => $"France entière (siège : {place.Commune})",
        0 when place.Commune is { } town => $"{town.ToUpperInvariant()} ({place.DepartementCode})",
        1 when place.Postcode is { } postcode => postcode,
        _ when place.Commune is { } town => $"{place.Departement}, {town}",
        _ => place.Departement ?? place.Region,
    })!.Escaped();

    private void AddOld(string path, string title, string content, DateOnly modified)
    {
        var page = Page(title, content);
        // Some files were saved by an editor that wrote entities for letters with an accent.
        if (modified.Day % 2 == 1)
        {
            page = WithEntities(page);
        }

        Add(path, new SitePage(page, "text/html", modified, Windows1252));
    }

    private static string WithEntities(string page) => page
        .Replace("é", "&eacute;", StringComparison.Ordinal)
        .Replace("è", "&egrave;", StringComparison.Ordinal)
        .Replace("à", "&agrave;", StringComparison.Ordinal)
        .Replace("ê", "&ecirc;", StringComparison.Ordinal)
        .Replace("’", "&#146;", StringComparison.Ordinal);

    private static string Page(string title, string content) => $"""
        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
        <HTML>
        <HEAD>
        <META http-equiv="Content-Type" content="text/html; charset=windows-1252">
        <TITLE>{title.Escaped()} - Pays &amp; Quartiers</TITLE>
        <LINK rel="stylesheet" type="text/css" href="/site.css">
        </HEAD>
        <BODY bgcolor="#FFFFFF">
        <TABLE width="760" align="center" border="0" cellspacing="0" cellpadding="0">
        <TR><TD colspan="2" bgcolor="#336699"><TABLE width="100%" cellpadding="10"><TR><TD><FONT color="#FFFFFF" size="5"><B>Pays &amp; Quartiers</B></FONT><BR><FONT color="#FFFFFF" size="2">Centre de ressources pour l’action locale</FONT></TD></TR></TABLE></TD></TR>
        <TR>
        <TD width="150" valign="top" bgcolor="#EEEEEE"><TABLE cellpadding="8"><TR><TD><A href="/index.htm">Accueil</A><BR><BR><A href="/fiches/liste1.htm">Les fiches</A><BR><BR><A href="/centre.htm">Le centre</A><BR><BR><A href="/admin/index.htm">Webmestre</A></TD></TR></TABLE></TD>
        <TD width="610" valign="top"><TABLE width="100%" cellpadding="10"><TR><TD>
        {content}
        </TD></TR></TABLE></TD>
        </TR>
        <TR><TD colspan="2" align="center" bgcolor="#EEEEEE"><FONT size="1">© Centre de ressources Pays &amp; Quartiers</FONT></TD></TR>
        </TABLE>
        </BODY>
        </HTML>
        """.Replace(NarrowSpace, Space);
}

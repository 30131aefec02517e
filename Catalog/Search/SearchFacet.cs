namespace SocialConnect.Catalog.Search;

/// <summary>One side by which results are counted and narrowed. Adding a facet is adding one of these to <see cref="All"/>.</summary>
/// <param name="Parameter">Its name in the address.</param>
/// <param name="Title">Its heading, in French.</param>
/// <param name="ValuesSql">Gives (initiative_id, value, parent value or null) for the initiatives of <c>@ids</c>: the finest values known and all those above them.</param>
/// <param name="LabelsSql">Gives (value, label, position) of every value that can occur; position null to sort by count.</param>
public sealed record SearchFacet(string Parameter, string Title, string ValuesSql, string LabelsSql)
{
    /// <summary>The value of an initiative about which nothing is stated.</summary>
    public const string NotStated = "";

    public static SearchFacet Theme { get; } = Category("theme", "Thème", "theme");

    public static SearchFacet Audience { get; } = Category("public", "Public", "audience");

    /// <summary>A value whose initiatives answer to every stated value of the facet too.</summary>
    public string? Everywhere { get; private init; }

    /// <summary>What the taxonomy calls the facet; null for what is not of the taxonomy.</summary>
    public string? TaxonomyKey { get; private init; }

    /// <summary>Région, département, commune. A territory takes in the national initiatives, which serve it too.</summary>
    public static SearchFacet Territory { get; } = new(
        "territoire",
        "Territoire",
        """
        with recursive around (initiative_id, code, level, parent_code) as (
            select i.id, t.code, t.level, t.parent_code
              from initiative i
              join territory t on t.code = i.territory_code
             where i.id = any (@ids)
            union all
            select around.initiative_id, t.code, t.level, t.parent_code
              from around
              join territory t on t.code = around.parent_code)
        select initiative_id, code, case when level <> 'region' then parent_code end from around where level <> 'country'
        union all
        select id, 'FRA', null from initiative where id = any (@ids) and (is_national or territory_code = 'FRA')
        """,
        "select code, case when level = 'country' then 'Partout en France' else name end, null::int from territory")
    {
        Everywhere = "FRA",
    };

    public static SearchFacet Partner { get; } = new(
        "partenaire",
        "Partenaire",
        "select i.id, p.slug, null::text from initiative i join partner p on p.id = i.partner_id where i.id = any (@ids)",
        "select slug, name, null::int from partner");

    public static SearchFacet Stage { get; } = Category("etape", "Étape", "stage");

    public static SearchFacet Approach { get; } = Category("demarche", "Démarche", "approach");

    public static SearchFacet Scale { get; } = Category("echelle", "Échelle", "scale");

    public static SearchFacet Content { get; } = Category("contenu", "Type de contenu", "content");

    public static SearchFacet Year { get; } = new(
        "annee",
        "Année",
        "select id, extract(year from published_on)::int::text, null::text from initiative where id = any (@ids) and published_on is not null",
        "select year::text, year::text, -year from generate_series(1900, extract(year from now())::int + 5) as year");

    /// <summary>In the order in which pages show them.</summary>
    public static IReadOnlyList<SearchFacet> All { get; } = [Theme, Audience, Territory, Partner, Stage, Approach, Scale, Content, Year];

    public static SearchFacet? Find(string parameter) => All.FirstOrDefault(facet => facet.Parameter == parameter);

    /// <param name="key">As the taxonomy calls the facet.</param>
    public static SearchFacet? FindInTaxonomy(string key) => All.FirstOrDefault(facet => facet.TaxonomyKey == key);

    // A facet of the taxonomy's active scheme. A theme and its only sub-theme may share a notation, so a sub-theme is named by its path.
    private static SearchFacet Category(string parameter, string title, string key) => new(
        parameter,
        title,
        $"""
        select ic.initiative_id, path.value, path.parent
          from initiative_category ic
          join category on category.id = ic.category_id and category.facet = '{key}'
          join scheme on scheme.id = category.scheme_id and scheme.is_active
          left join category parent on parent.id = category.parent_id
         cross join lateral (values (concat_ws('/', parent.notation, category.notation), parent.notation), (parent.notation, null)) as path (value, parent)
         where ic.initiative_id = any (@ids) and path.value is not null
        """,
        $"""
        select concat_ws('/', parent.notation, category.notation), coalesce(label.text, category.notation), category.position
          from category
          join scheme on scheme.id = category.scheme_id and scheme.is_active
          left join category parent on parent.id = category.parent_id
          left join category_label label on label.category_id = category.id and label.language = 'fr' and label.kind = 'preferred'
         where category.facet = '{key}'
        """)
    {
        TaxonomyKey = key,
    };
}

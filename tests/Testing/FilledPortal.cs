using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Testing;

/// <summary>
/// The portal over a small catalogue in the shipped taxonomy: 48 initiatives of three partners in Creuse, Corrèze and Rhône or without a place,
/// one of them national; and beside them one draft, which nobody may see.
/// </summary>
public class FilledPortal : PortalHost
{
    public const int Published = 48;

    private static readonly string[] Partners = ["atlas", "colporteur", "elans"];
    private static readonly string?[] Places = ["COM-23096", "COM-23008", "COM-19272", "COM-69123", "DEP-23", null];
    private static readonly string[] Themes = ["SOL/LIE", "TER/MOB", "ENV/ALI", "SAN/PRV", "EMP/ACE"];
    private static readonly string[] Audiences = ["SENIORS", "JEUNES", "HABITANTS"];
    private static readonly string[] Subjects =
        ["Le car à la demande", "L’atelier vélo", "La table des voisins", "Le jardin partagé", "L’épicerie du bourg", "Le café des aidants", "La ressourcerie", "Le bus des aînés"];

    /// <summary>Of the initiative "Le car à la demande 1", which is in Guéret.</summary>
    public long First { get; private set; }

    public async Task<long> AddAsync(string partner, CollectedInitiative initiative)
    {
        var stores = (Partners: new PartnerStore(Database.Source), Initiatives: new InitiativeStore(Database.Source));
        var known = await stores.Partners.SaveAsync(partner, char.ToUpperInvariant(partner[0]) + partner[1..], new Uri($"https://{partner}.example/"), "", CancellationToken.None);
        await stores.Initiatives.SaveAsync(known.Id, initiative, CancellationToken.None);
        return await Database.ScalarAsync<long>("select id from initiative where partner_id = $1 and key = $2", known.Id, initiative.Key);
    }

    /// <summary>Confirms a category, by the path of its notations, and what it is under.</summary>
    public Task GiveAsync(long initiative, string facet, string path) => Database.ExecuteAsync(
        """
        with recursive given as (
            select c.id, c.parent_id
              from category c
              join scheme s on s.id = c.scheme_id and s.is_active
              left join category parent on parent.id = c.parent_id
             where c.facet = $2 and concat_ws('/', parent.notation, c.notation) = $3
            union all
            select c.id, c.parent_id from category c join given on c.id = given.parent_id)
        insert into initiative_category (initiative_id, category_id, origin) select $1, id, 'confirmed' from given on conflict do nothing
        """,
        initiative,
        facet,
        path);

    /// <summary>Does what the worker's loop does for the index step.</summary>
    public async Task IndexAsync()
    {
        var step = new IndexStep(Database.Source, EverydayWords.Shipped);
        while (true)
        {
            var version = await step.VersionAsync(CancellationToken.None);
            await using var connection = await Database.Source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var claimed = await StepLedger.ClaimAsync(connection, step.Name, version!, 0, step.BatchSize, CancellationToken.None);
            if (claimed.Count == 0)
            {
                return;
            }

            await step.RunAsync(connection, claimed, CancellationToken.None);
            await StepLedger.MarkDoneAsync(connection, step.Name, version!, claimed, CancellationToken.None);
            await transaction.CommitAsync();
        }
    }

    protected override async Task FillAsync()
    {
        await AddTerritoriesAsync();
        for (var i = 0; i < Published; i++)
        {
            var title = $"{Subjects[i % Subjects.Length]} {(i / Subjects.Length) + 1}";
            var id = await AddAsync(Partners[i % Partners.Length], new CollectedInitiative($"i{i}", new Uri($"https://{Partners[i % Partners.Length]}.example/{i}"), title)
            {
                Summary = $"Des habitants s’entraident et rompent l’isolement, et {title.ToLowerInvariant()} réunit tout le village.",
                Body = "Tout est parti d’une rencontre au marché.\nDepuis, une trentaine de personnes se relaient chaque semaine.",
                Organisation = i % 2 == 0 ? "Association des Deux Rives" : null,
                PublishedOn = new DateOnly(2020 + (i % 5), 3, 1 + (i % 28)),
                Tags = ["Entraide", "Village"],
            });
            if (Places[i % Places.Length] is { } place)
            {
                await Database.ExecuteAsync("update initiative set territory_code = $2 where id = $1", id, place);
            }

            await GiveAsync(id, "theme", Themes[i % Themes.Length]);
            if (i % 4 != 0)
            {
                await GiveAsync(id, "audience", Audiences[i % Audiences.Length]);
            }

            First = i == 0 ? id : First;
        }

        await Database.ExecuteAsync("update initiative set is_national = true where key = 'i5'");
        var draft = await AddAsync("atlas", new CollectedInitiative("draft", new Uri("https://atlas.example/draft"), "Le car secret") { Summary = "Un car à la demande que personne ne doit voir." });
        await Database.ExecuteAsync("update initiative set status = 'draft' where id = $1", draft);
        await IndexAsync();
    }

    private Task<int> AddTerritoriesAsync() => Database.ExecuteAsync(
        """
        insert into territory (code, level, name, parent_code, latitude, longitude) values
            ('FRA', 'country', 'France', null, null, null),
            ('REG-75', 'region', 'Nouvelle-Aquitaine', 'FRA', null, null),
            ('REG-84', 'region', 'Auvergne-Rhône-Alpes', 'FRA', null, null),
            ('DEP-23', 'departement', 'Creuse', 'REG-75', null, null),
            ('DEP-19', 'departement', 'Corrèze', 'REG-75', null, null),
            ('DEP-69', 'departement', 'Rhône', 'REG-84', null, null),
            ('COM-23096', 'commune', 'Guéret', 'DEP-23', 46.17, 1.87),
            ('COM-23008', 'commune', 'Aubusson', 'DEP-23', 45.96, 2.17),
            ('COM-19272', 'commune', 'Tulle', 'DEP-19', 45.27, 1.77),
            ('COM-69123', 'commune', 'Lyon', 'DEP-69', 45.76, 4.83)
        """);
}

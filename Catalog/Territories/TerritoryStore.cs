using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Territories;

public sealed class TerritoryStore(NpgsqlDataSource database)
{
    private const string Columns = "t.code, t.level, t.name, t.parent_code, t.population, t.article, t.latitude, t.longitude, t.position_of, t.postcodes";

    internal const string WithAncestorsSql =
        $"""
        with recursive up as (
            select * from territory where code = any (@codes)
            union
            select p.* from up join territory p on p.code = up.parent_code)
        select {Columns} from up t
        """;

    private const int MostPrefixes = 6;

    // One by one: with "like any" PostgreSQL reads every name.
    private static readonly string BeginsAsTyped = string.Join(" or ", Enumerable.Range(1, MostPrefixes).Select(number => $"search_name like (@prefixes)[{number}]"));

    internal static readonly string SearchSql =
        $"""
        with found as (
            select code, search_name = any (@names) as whole from territory where {BeginsAsTyped}
            union all
            select code, search_name = any (@names) from territory_name where {BeginsAsTyped}
            union all
            select code, true from territory where @postcode and postcodes && array[@name]),
        best as (select code, bool_or(whole) as whole from found group by code)
        select {Columns}
          from best join territory t using (code)
         order by whole desc, array_position(array['region', 'departement', 'commune'], level), population desc nulls last, code
         limit @count
        """;

    /// <returns>Null when no territory has this code.</returns>
    public async Task<Territory?> GetAsync(string code, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from territory t where code = @code");
        command.Parameters.AddWithValue("code", code);
        return await command.ReadFirstAsync(ToTerritory, cancellationToken);
    }

    /// <summary>Those among the codes that exist, in the order asked.</summary>
    public async Task<List<Territory>> GetAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} from unnest(@codes) with ordinality as asked(code, position) join territory t using (code) order by position");
        command.Parameters.AddWithValue("codes", codes.ToArray());
        return await command.ReadAllAsync(ToTerritory, cancellationToken);
    }

    /// <summary>The territory itself, then what contains it, up to the country.</summary>
    public async Task<List<Territory>> AncestorsAsync(string code, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with recursive up as (
                select t.*, 0 as height from territory t where code = @code
                union all
                select p.*, up.height + 1 from up join territory p on p.code = up.parent_code)
            select {Columns} from up t order by height
            """);
        command.Parameters.AddWithValue("code", code);
        return await command.ReadAllAsync(ToTerritory, cancellationToken);
    }

    /// <summary>Those among the codes that exist, and all that contains them, up to the country; in no order.</summary>
    public async Task<List<Territory>> WithAncestorsAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(WithAncestorsSql);
        command.Parameters.AddWithValue("codes", codes.ToArray());
        return await command.ReadAllAsync(ToTerritory, cancellationToken);
    }

    /// <summary>What the territory directly contains, by name.</summary>
    public async Task<List<Territory>> ChildrenAsync(string code, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from territory t where parent_code = @code order by search_name, code");
        command.Parameters.AddWithValue("code", code);
        return await command.ReadAllAsync(ToTerritory, cancellationToken);
    }

    /// <summary>Everything of one level inside the territory, by name.</summary>
    public async Task<List<Territory>> DescendantsAsync(string code, TerritoryLevel level, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with recursive down as (
                select * from territory where code = @code
                union all
                select c.* from down join territory c on c.parent_code = down.code)
            select {Columns} from down t where level = @level and code <> @code order by search_name, code
            """);
        command.Parameters.AddWithValue("code", code);
        command.Parameters.AddWithValue("level", LevelName(level));
        return await command.ReadAllAsync(ToTerritory, cancellationToken);
    }

    /// <summary>Territories whose name, former name or postcode begins as typed, with or without accents and article; larger ones first.</summary>
    public async Task<List<Territory>> SearchAsync(string typed, int count, CancellationToken cancellationToken)
    {
        var name = PlaceName.Normalize(typed);
        if (name.Length == 0)
        {
            return [];
        }

        await using var command = database.CreateCommand(SearchSql);
        string[] articles = ["", "le ", "la ", "les ", "l "];
        var (_, rest) = PlaceName.SplitArticle(name);
        var names = articles.Select(article => article + rest).Append(name).Distinct().ToArray();
        command.Parameters.AddWithValue("names", names);
        command.Parameters.AddWithValue("prefixes", names.Select(start => start + "%").ToArray());
        command.Parameters.AddWithValue("postcode", name.Length == 5 && name.All(char.IsAsciiDigit));
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadAllAsync(ToTerritory, cancellationToken);
    }

    /// <summary>All territories and other names, for the index in memory; empty until the worker has loaded them.</summary>
    internal async Task<(string Edition, List<Territory> Territories, List<(string Code, string Name)> Names)?> AllAsync(CancellationToken cancellationToken)
    {
        if (await EditionAsync(cancellationToken) is not { } edition)
        {
            return null;
        }

        await using var territories = database.CreateCommand($"select {Columns} from territory t");
        await using var names = database.CreateCommand("select code, name from territory_name");
        return (
            edition,
            await territories.ReadAllAsync(ToTerritory, cancellationToken),
            await names.ReadAllAsync(row => (row.GetString(0), row.GetString(1)), cancellationToken));
    }

    /// <returns>Names the loaded edition; null until there is one.</returns>
    internal async Task<string?> EditionAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select digest from territory_edition");
        return await command.ReadFirstAsync(row => row.GetString(0), cancellationToken);
    }

    internal static string LevelName(TerritoryLevel level) => level.ToString().ToLowerInvariant();

    private static Territory ToTerritory(NpgsqlDataReader row) => new(
        row.GetString(0),
        Enum.Parse<TerritoryLevel>(row.GetString(1), ignoreCase: true),
        row.GetString(2),
        row.GetStringOrNull(3),
        row.GetValueOrNull<int>(4),
        row.GetInt16(5))
    {
        Latitude = row.GetValueOrNull<double>(6),
        Longitude = row.GetValueOrNull<double>(7),
        PositionOf = row.IsDBNull(8) ? null : Enum.Parse<PositionOf>(row.GetString(8), ignoreCase: true),
        Postcodes = row.GetFieldValue<string[]>(9),
    };
}

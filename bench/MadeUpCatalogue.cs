using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Bench;

/// <summary>
/// A catalogue of made-up initiatives that puts the same strain on search as a real one: words follow Zipf's law, every initiative is about a few of
/// many subjects with words of their own, and facets are as unevenly filled as they are in reality. The same number gives the same catalogue.
/// </summary>
internal sealed class MadeUpCatalogue(int initiatives)
{
    private const int Seed = 20_181_126;
    private const int Words = 60_000;
    private const int Subjects = 400;
    private const int SubjectWords = 120;
    private const int Partners = 40;

    private static readonly string[] Beginnings = ["ba", "cor", "dé", "fi", "gra", "jo", "la", "mer", "no", "pi", "qua", "ri", "sol", "ta", "vé", "bri", "cha", "dou", "fla", "gui"];
    private static readonly string[] Middles = ["bi", "ca", "do", "fu", "gé", "la", "mi", "no", "pa", "ra", "sé", "ti", "va", "zo", "lou", "man", "ren", "ton", "ver", "cha"];
    private static readonly string[] Endings = ["tion", "ment", "eur", "age", "ier", "ique", "al", "esse", "oir", "in", "et", "ard", "ade", "on", "ance", "ure", "ois", "elle", "eau", "ot"];

    private static readonly (string Facet, int Values)[] Facets = [("theme", 53), ("audience", 23), ("stage", 4), ("approach", 15), ("scale", 5), ("content", 7)];

    private readonly double[] _zipf = Cumulative(Words, 1.0);

    /// <summary>Whether a kept database holds one already.</summary>
    public static async Task<bool> IsFilledAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select exists (select from scheme where name = 'bench')");
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    public async Task FillAsync(NpgsqlDataSource database)
    {
        await ExecuteAsync(
            database,
            $"""
            insert into partner (slug, name, home_url) select 'partenaire-' || n, 'Partenaire ' || n, 'https://bench.example/' from generate_series(1, {Partners}) as n;
            insert into territory (code, level, name) values ('FRA', 'country', 'France') on conflict do nothing;
            insert into territory (code, level, name, parent_code) select 'REG-B' || n, 'region', 'Région ' || n, 'FRA' from generate_series(1, 13) as n;
            insert into territory (code, level, name, parent_code) select 'DEP-B' || n, 'departement', 'Département ' || n, 'REG-B' || 1 + n % 13 from generate_series(1, 96) as n;
            insert into territory (code, level, name, parent_code, latitude, longitude)
            select 'COM-B' || n, 'commune', 'Commune ' || n, 'DEP-B' || 1 + n % 96, 43 + random() * 7, -2 + random() * 8 from generate_series(1, 9600) as n;
            update scheme set is_active = false;
            insert into scheme (name, version, is_active) values ('bench', 1, true);
            """);
        foreach (var (facet, values) in Facets)
        {
            await ExecuteAsync(
                database,
                $"""
                insert into category (scheme_id, facet, level, notation, position) select id, '{facet}', 1, 'V' || n, n from scheme, generate_series(1, {Math.Min(values, 16)}) as n where name = 'bench';
                insert into category (scheme_id, facet, level, notation, parent_id, position)
                select p.scheme_id, '{facet}', 2, 'S' || n, p.id, n
                  from generate_series(17, {values}) as n join category p on p.facet = '{facet}' and p.level = 1 and p.notation = 'V' || 1 + n % 16
                  join scheme s on s.id = p.scheme_id and s.name = 'bench';
                """);
        }

        await ExecuteAsync(
            database,
            """
            insert into category_label (category_id, language, kind, text)
            select c.id, 'fr', 'preferred', c.facet || ' ' || c.notation from category c join scheme s on s.id = c.scheme_id and s.name = 'bench'
            """);
        await CopyInitiativesAsync(database);
        await CopyCategoriesAsync(database);
        await ExecuteAsync(database, "analyze");
    }

    /// <summary>Question number n: two to eight words that somebody would ask with, a filter in every second one, deeper pages now and then.</summary>
    public static SearchRequest Request(int number)
    {
        var random = new Random(Mix(number, 0));
        var subject = random.Next(Subjects);
        var words = Enumerable.Range(0, random.Next(2, 9)).Select(_ => random.Next(4) == 0 ? Word(40 + random.Next(3000)) : SubjectWord(subject, random.Next(30)));
        var request = new SearchRequest { Question = string.Join(' ', words), Page = random.Next(8) == 0 ? random.Next(2, 6) : 1, PlaceFromQuestion = false };
        var filter = random.Next(8) switch
        {
            0 => (SearchFacet.Theme, $"V{1 + random.Next(16)}"),
            1 => (SearchFacet.Territory, $"DEP-B{1 + random.Next(96)}"),
            2 => (SearchFacet.Audience, $"V{1 + random.Next(16)}"),
            3 => (SearchFacet.Partner, $"partenaire-{1 + random.Next(Partners)}"),
            _ => ((SearchFacet Facet, string Value)?)null,
        };
        return filter is { } chosen
            ? request with { Selected = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(chosen.Facet.Parameter, [chosen.Value]) }
            : request;
    }

    /// <summary>Takes from some initiatives what real ones often lack, and publication from a few.</summary>
    public static async Task LeaveGapsAsync(NpgsqlDataSource database) => await ExecuteAsync(
        database,
        """
        update initiative set territory_code = null where id % 11 = 0;
        update initiative set territory_code = 'DEP-B' || 1 + id % 96 where id % 13 = 0;
        update initiative set territory_code = 'FRA' where id % 37 = 0;
        update initiative set latitude = null, longitude = null where id % 7 = 0;
        update initiative set published_on = null where id % 5 = 0;
        update initiative set status = 'gone' where id % 29 = 0;
        delete from initiative_category where initiative_id % 9 = 0;
        """);

    /// <summary>Lets some initiatives say in their summary what shipped notions tell of, half of them little else, and gives every category a synonym and an expression in words of some title.</summary>
    public static async Task TellAsync(NpgsqlDataSource database)
    {
        var notions = EverydayWords.Shipped.Notions;
        await using (var command = database.CreateCommand(
            """
            update initiative i set summary = n.text || ' ' || i.summary, body = case when i.id % 2 = 0 then '' else i.body end
              from unnest(@texts) with ordinality as n (text, number)
             where i.id % 3 = 0 and n.number - 1 = (i.id * 7) % cardinality(@texts)
            """))
        {
            command.Parameters.AddWithValue("texts", notions.Select(notion => string.Join(' ', notion.Terms)).ToArray());
            await command.ExecuteNonQueryAsync();
        }

        await ExecuteAsync(
            database,
            """
            with categories as (
                select c.id, row_number() over (order by c.facet, c.level, c.position) as number from category c join scheme s on s.id = c.scheme_id and s.name = 'bench'),
            titles as (select string_to_array(title, ' ') as words, row_number() over (order by id) as number from initiative)
            insert into category_label (category_id, language, kind, text)
            select c.id, 'fr', 'synonym', words[1] from categories c join titles using (number)
            union
            select c.id, 'fr', 'expression', words[2] || ' ' || words[3] from categories c join titles using (number);
            update scheme set edition = edition + 1 where name = 'bench';
            """);
    }

    /// <summary>The number of the notion that an initiative tells of, if it tells of one.</summary>
    public static int ToldBy(long initiative) => (int)(initiative * 7 % EverydayWords.Shipped.Notions.Count);

    private async Task CopyInitiativesAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var import = await connection.BeginBinaryImportAsync(
            "copy initiative (partner_id, key, page_url, title, summary, body, territory_code, latitude, longitude, published_on, is_national) from stdin (format binary)");
        var first = await FirstPartnerAsync(database);
        var random = new Random(Seed);
        for (var i = 0; i < initiatives; i++)
        {
            int[] subjects = [random.Next(Subjects), random.Next(Subjects)];
            // Some partners publish most of it.
            var partner = (int)(Partners * Math.Pow(random.NextDouble(), 2.5));
            await import.StartRowAsync();
            await import.WriteAsync(first + partner);
            await import.WriteAsync($"/{i}");
            await import.WriteAsync($"https://bench.example/{i}");
            await import.WriteAsync(Text(random, subjects, 6));
            await import.WriteAsync(Text(random, subjects, 30));
            await import.WriteAsync(Text(random, subjects, 60 + random.Next(120)));
            await import.WriteAsync($"COM-B{1 + (int)(9600 * Math.Pow(random.NextDouble(), 2))}");
            await import.WriteAsync(43 + random.NextDouble() * 7);
            await import.WriteAsync(-2 + random.NextDouble() * 8);
            await import.WriteAsync(new DateOnly(2015 + random.Next(11), 1 + random.Next(12), 1 + random.Next(28)), NpgsqlDbType.Date);
            await import.WriteAsync(random.Next(50) == 0);
        }

        await import.CompleteAsync();
    }

    private static async Task CopyCategoriesAsync(NpgsqlDataSource database) => await ExecuteAsync(
        database,
        $"""
        with values as materialized (
            select c.id, c.facet, row_number() over (partition by c.facet order by c.level, c.position) - 1 as n, count(*) over (partition by c.facet) as of
              from category c join scheme s on s.id = c.scheme_id and s.name = 'bench'),
        picks as materialized (
            select i.id as initiative_id, f.facet, least(floor(power(abs(hashint8extended(i.id, f.seed * 7 + k)) / 9223372036854775807::float8, 1.7) * f.of)::bigint, f.of - 1) as n
              from initiative i
             cross join (select facet, seed, (select max(of) from values v where v.facet = s.facet) as of
                           from (values ('theme', 1), ('audience', 2), ('stage', 3), ('approach', 4), ('scale', 5), ('content', 6)) as s (facet, seed)) as f
             cross join generate_series(1, 2) as k
             where k = 1 or f.facet in ('theme', 'audience'))
        insert into initiative_category (initiative_id, category_id, origin)
        select distinct p.initiative_id, v.id, 'mapped'
          from picks p join values v using (facet, n)
        """);

    // Half of a text is the language's common words, half is what it is about.
    private string Text(Random random, int[] subjects, int length)
    {
        var words = new string[length];
        for (var i = 0; i < length; i++)
        {
            words[i] = random.Next(2) == 0 ? Word(Zipf(random)) : SubjectWord(subjects[random.Next(3) == 0 ? 1 : 0], (int)(SubjectWords * Math.Pow(random.NextDouble(), 2)));
        }

        return string.Join(' ', words);
    }

    private static string SubjectWord(int subject, int number) => Word(200 + Mix(subject, number) % (Words - 200));

    // Unlike the platform's hash codes, the same in every process.
    private static int Mix(int one, int other)
    {
        var hash = (uint)one * 0x9E3779B9u ^ ((uint)other + Seed) * 0x85EBCA6Bu;
        hash = (hash ^ hash >> 15) * 0x2C1B3C6Du;
        return (int)((hash ^ hash >> 13) & int.MaxValue);
    }

    // Each number is another word; their first syllables come around as those of a language do.
    private static string Word(int number)
    {
        var (left, word) = (number, "");
        for (var syllable = 0; syllable < 2 || left > 0; syllable++)
        {
            word = word.Length == 0 ? Beginnings[left % 20] : word + Middles[left % 20];
            left /= 20;
        }

        return word + Endings[number * 7 % 20];
    }

    private int Zipf(Random random)
    {
        var at = Array.BinarySearch(_zipf, random.NextDouble());
        return Math.Min(at < 0 ? ~at : at, Words - 1);
    }

    private static double[] Cumulative(int count, double exponent)
    {
        var weights = Enumerable.Range(1, count).Select(rank => 1 / Math.Pow(rank, exponent)).ToArray();
        var sum = weights.Sum();
        var running = 0d;
        return [.. weights.Select(weight => running += weight / sum)];
    }

    private static async Task<long> FirstPartnerAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select min(id) from partner where slug like 'partenaire-%'");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}

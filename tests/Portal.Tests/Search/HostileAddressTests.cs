using System.Net;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Search;

/// <summary>Whatever an address holds is answered, or refused as the asker's mistake.</summary>
public sealed class HostileAddressTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    private static readonly string[] Ways = ["/recherche", "/recherche/flux.atom", "/recherche/export.csv", "/recherche/facette", "/api/initiatives", "/api/suggestions", "/assistant"];

    public static TheoryData<string> Queries =>
    [
        "q=" + new string('a', 7_000),
        "q=" + string.Concat(Enumerable.Repeat("jardin+", 1_000)),
        "q=" + string.Concat(Enumerable.Repeat("%22a+b%22+", 600)),
        "q=%00car%00",
        "q=%ED%A0%80%FF%FEcar",
        "q=%27+or+1%3D1--+%5C+%25+_",
        "q=car+%26+(village+%7C+!bus)+%3C-%3E+%3A*",
        "q=%F0%9F%9A%8C%E2%80%AE%D7%94%D7%92%D7%99%D7%A0%D7%94",
        "q=car&q=bus&p=1&p=2&ordre=&ordre=nom",
        "q=car&p=2147483647&par=100",
        "q=car&p=99999999999999999999&graine=99999999999999999999",
        "q=car&apres=2147483647_2147483647",
        "q=car&pres=1e308,-1e308&rayon=1e308",
        "q=car&cadre=NaN,NaN,NaN,NaN",
        "territoire=COM-%00&territoire=%27%3B--&territoire=COM-99999&territoire=%ED%A0%80",
        "facette=territoire&dans-territoire=%00%27%3B--%ED%A0%80%25_%28" + new string('a', 500),
        "besoin=oui&lieu=peut-%C3%AAtre&vue=%3Cscript%3E&q=car",
        string.Concat(Enumerable.Range(0, 700).Select(number => $"theme=T{number}&")) + "q=car",
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Every_way_to_ask_answers_or_refuses_and_never_fails(string query)
    {
        using var visitor = portal.Visitor();
        foreach (var way in Ways)
        {
            using var answer = await visitor.Http.GetAsync($"{way}?{query}");

            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{way} answers {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task An_address_of_five_thousand_values_is_refused_as_too_long()
    {
        using var visitor = portal.Visitor();
        foreach (var way in Ways)
        {
            using var answer = await visitor.Http.GetAsync($"{way}?{string.Join('&', Enumerable.Range(0, 5_000).Select(number => $"theme=T{number}"))}");

            Assert.Equal(HttpStatusCode.RequestUriTooLong, answer.StatusCode);
        }
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Errors;

public sealed class ErrorPagesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("/nulle-part")]
    [InlineData("/css/absente.css")]
    [InlineData("/../etc/passwd")]
    [InlineData("/erreur")]
    public async Task An_unknown_address_answers_404_with_a_page_that_offers_a_search(string path)
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(path, HttpStatusCode.NotFound);

        Assert.Equal("Cette page n’existe pas", page.QuerySelector("h1")!.TextContent);
        Assert.NotNull(page.QuerySelector("main form[action='/recherche'] input[name=q]"));
    }

    [Fact]
    public async Task An_unknown_address_of_the_interface_answers_a_problem_document()
    {
        using var visitor = portal.Visitor();

        using var answer = await visitor.Http.GetAsync("/api/nulle-part");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(404, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_form_sent_without_its_token_is_refused_with_an_explanation()
    {
        using var visitor = portal.Visitor();

        using var answer = await visitor.Http.PostAsync("/connexion", new FormUrlEncodedContent([new("nom", "x"), new("mot-de-passe", "y")]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("ouvert depuis trop longtemps", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_too_large_is_refused_before_it_is_sent_and_not_taken_for_an_old_form()
    {
        using var visitor = portal.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connexion") { Content = new ByteArrayContent(new byte[31_000_000]) };
        request.Headers.ExpectContinue = true;

        using var answer = await visitor.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("choisissez un fichier plus léger", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}

using System.Net;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Errors;

public sealed class FaultTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_fault_of_ours_shows_a_reference_and_no_stack_trace()
    {
        using var visitor = portal.Visitor();
        await portal.Database.ExecuteAsync("alter table initiative rename column status to state");

        var page = await visitor.GetPageAsync("/", HttpStatusCode.InternalServerError);

        Assert.Matches("^[0-9A-V]+:[0-9A-F]{8}$", page.QuerySelector("[data-testid=reference]")!.TextContent);
        Assert.DoesNotContain("Npgsql", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("status", page.Body!.TextContent, StringComparison.Ordinal);
    }
}

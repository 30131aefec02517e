using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace SocialConnect.Samples.Serving;

/// <summary>One answer of a sample site. <see cref="Base"/> in its text stands for the address the visitor used.</summary>
internal sealed class SitePage(string text, string contentType, DateOnly modified, Encoding? encoding = null, int status = StatusCodes.Status200OK)
{
    public const string Base = "{base}";
    public const string Html = "text/html; charset=utf-8";

    /// <summary>Sends the page, or 304 when the visitor has it already.</summary>
    public IResult Answer(HttpRequest request)
    {
        var bytes = (encoding ?? Encoding.UTF8).GetBytes(text.Replace(Base, $"{request.Scheme}://{request.Host}", StringComparison.Ordinal));
        request.HttpContext.Response.StatusCode = status;
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..20]}\"");
        return Results.Bytes(bytes, contentType, lastModified: new(modified.ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero), entityTag: tag);
    }
}

using Microsoft.AspNetCore.Http;

namespace Stagedoor.Frameio.Wire;

/// <summary>What an operation answers: <see cref="ApiBody"/> or <see cref="ApiError"/>.</summary>
public interface IAnswer
{
    Task WriteAsync(HttpContext context);
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Files;

/// <summary>What is answered at the addresses of files when they do not give or take bytes.</summary>
internal static class FileErrors
{
    public static readonly ApiError BadTicket = ApiError.Forbidden("The address is not one that was given out, or whom it was given to may no longer use it");

    public static readonly ApiError Expired = ApiError.Forbidden("The address has expired: ask for a new one");

    public static readonly ApiError NoRoom = new(StatusCodes.Status507InsufficientStorage, "There is no room left for files here: nothing of this part was kept, and it can be sent again later", "Insufficient Storage");

    public static readonly ApiError BrokenOff = new(StatusCodes.Status400BadRequest, "The part broke off before its end: nothing of it was kept", "Bad Request");

    public static ApiError WrongSize(long size) => new(StatusCodes.Status400BadRequest, string.Create(CultureInfo.InvariantCulture, $"This part has exactly {size} bytes"), "Bad Request");
}

using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.Credentials.Passkey;

/// <summary>What ASP.NET Core Identity's passkey handler asks of a user manager: to find people and their passkeys. Nothing else of Identity is used, and nothing is written through it.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The manager disposes of its store.")]
internal sealed class PersonManager(IPersonStore people, IPasskeyStore passkeys) : UserManager<Person>(
    new PeopleAndPasskeys(people, passkeys), Microsoft.Extensions.Options.Options.Create(new IdentityOptions()), new PasswordHasher<Person>(), [], [], new UpperInvariantLookupNormalizer(), new IdentityErrorDescriber(), null!,
    NullLogger<UserManager<Person>>.Instance)
{
    private sealed class PeopleAndPasskeys(IPersonStore people, IPasskeyStore passkeys) : IUserPasskeyStore<Person>
    {
        public Task<string> GetUserIdAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

        public Task<string?> GetUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

        public async Task<Person?> FindByIdAsync(string userId, CancellationToken cancellationToken) => await people.FindAsync(userId, cancellationToken);

        public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancellationToken) => [.. (await passkeys.OfPersonAsync(user.Id, cancellationToken)).Select(Info)];

        public async Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
            await passkeys.FindAsync(Base64Url.EncodeToString(credentialId), cancellationToken) is { } passkey ? await people.FindAsync(passkey.PersonId, cancellationToken) : null;

        public async Task<UserPasskeyInfo?> FindPasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) =>
            await passkeys.FindAsync(Base64Url.EncodeToString(credentialId), cancellationToken) is { } passkey && passkey.PersonId == user.Id ? Info(passkey) : null;

        // The handler compares counters by reading first; here a statement judges them afterwards, so it is given none to complain about.
        private static UserPasskeyInfo Info(Factors.Passkey passkey) => new(
            Base64Url.DecodeFromChars(passkey.Id), passkey.PublicKey.ToArray(), passkey.CreatedAt, 0, [.. passkey.Transports], true, passkey.IsBackupEligible, passkey.IsBackedUp, [], []);

        public Task AddOrUpdatePasskeyAsync(Person user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Unused();

        public Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) => throw Unused();

        public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancellationToken) => throw Unused();

        public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancellationToken) => throw Unused();

        public Task SetNormalizedUserNameAsync(Person user, string? normalizedName, CancellationToken cancellationToken) => throw Unused();

        public Task<IdentityResult> CreateAsync(Person user, CancellationToken cancellationToken) => throw Unused();

        public Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken) => throw Unused();

        public Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancellationToken) => throw Unused();

        public Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw Unused();

        public void Dispose()
        {
        }

        private static NotSupportedException Unused() => new("people are kept elsewhere");
    }
}

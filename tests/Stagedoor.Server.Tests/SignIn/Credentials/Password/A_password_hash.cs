using System.Globalization;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.SignIn.Credentials.Password;

namespace Stagedoor.Server.Tests.SignIn.Credentials.Password;

[Spec("RFC 9106", "3.1")]
public class A_password_hash
{
    private static readonly Secret Right = new("correct horse battery staple");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_Argon2id_with_nineteen_MiB_and_two_passes_unless_settings_say_otherwise()
    {
        using var hasher = new PasswordHasher(new());
        var hash = await hasher.HashAsync(Right, Cancellation);
        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", hash, StringComparison.Ordinal);
        Assert.True(await hasher.VerifyAsync(Right, hash, Cancellation));
        Assert.False(await hasher.VerifyAsync(new("Correct horse battery staple"), hash, Cancellation));
        Assert.False(hasher.NeedsRehash(hash!));
        Assert.NotEqual(hash, await hasher.HashAsync(Right, Cancellation));
    }

    [Fact]
    public async Task is_written_as_other_software_writes_it()
    {
        using var hasher = new PasswordHasher(Node.NewOptions());
        Assert.Matches(@"^\$argon2id\$v=19\$m=1024,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", await hasher.HashAsync(Right, Cancellation));
    }

    [Fact]
    public async Task made_with_other_settings_still_verifies_and_asks_to_be_made_again()
    {
        using var old = new PasswordHasher(Node.NewOptions());
        using var now = new PasswordHasher(new() { PasswordHashing = new() { MemoryKiB = 2048, Passes = 1, Workers = 1 } });
        var hash = await old.HashAsync(Right, Cancellation);
        Assert.True(await now.VerifyAsync(Right, hash, Cancellation));
        Assert.True(now.NeedsRehash(hash!));
        Assert.False(old.NeedsRehash(hash!));
    }

    [Fact, Attack("F1")]
    public async Task that_is_not_there_is_wrong_for_every_password_and_costs_a_hash()
    {
        using var hasher = new PasswordHasher(Node.NewOptions());
        Assert.False(await hasher.VerifyAsync(Right, null, Cancellation));
        Assert.False(await hasher.VerifyAsync(new(""), null, Cancellation));
        Assert.Equal(2, hasher.Computed);
    }

    [Fact, Attack("F14")]
    public async Task knows_a_password_in_every_normal_form()
    {
        using var hasher = new PasswordHasher(Node.NewOptions());
        var hash = await hasher.HashAsync(new("caf\u00e9"), Cancellation);
        Assert.True(await hasher.VerifyAsync(new("cafe\u0301"), hash, Cancellation));
        Assert.False(await hasher.VerifyAsync(new("cafe"), hash, Cancellation));
    }

    [Fact, Attack("F14")]
    public async Task is_of_the_whole_password()
    {
        using var hasher = new PasswordHasher(Node.NewOptions());
        var longest = new string('a', PasswordHasher.MaxBytes - 1) + "x";
        Assert.True(PasswordHasher.IsWithinBounds(new(longest)));
        var hash = await hasher.HashAsync(new(longest), Cancellation);
        Assert.True(await hasher.VerifyAsync(new(longest), hash, Cancellation));
        Assert.False(await hasher.VerifyAsync(new(longest[..^1] + "y"), hash, Cancellation));
        Assert.False(PasswordHasher.IsWithinBounds(new(longest + "x")));
        Assert.False(PasswordHasher.IsWithinBounds(new(new string('\u00e9', 513))));
        Assert.False(PasswordHasher.IsWithinBounds(new("")));
        Assert.False(await hasher.VerifyAsync(new(longest + "x"), hash, Cancellation));
        Assert.False(await hasher.VerifyAsync(new(new string('a', 1 << 20)), hash, Cancellation));
        var zero = await hasher.HashAsync(new("pass\0word"), Cancellation);
        Assert.False(await hasher.VerifyAsync(new("pass"), zero, Cancellation));
        Assert.False(await hasher.VerifyAsync(new("\ud800"), zero, Cancellation));
    }

    [Fact, Attack("H5")]
    public async Task waits_in_a_queue_with_an_end()
    {
        using var hasher = new PasswordHasher(new() { PasswordHashing = new() { MemoryKiB = 19 * 1024, Passes = 4, Workers = 1, Queue = 4 } });
        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => hasher.HashAsync(Right, Cancellation)));
        Assert.InRange(all.Count(hash => hash is null), 30, 36);
        Assert.NotNull(await hasher.HashAsync(Right, Cancellation));
    }

    [Fact, Attack("H5")]
    public async Task is_not_made_for_who_gave_up()
    {
        using var hasher = new PasswordHasher(new() { PasswordHashing = new() { MemoryKiB = 19 * 1024, Passes = 8, Workers = 1, Queue = 50 } });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var impatient = Enumerable.Range(0, 40).Select(_ => hasher.HashAsync(Right, patience.Token)).ToList();
        await patience.CancelAsync();
        foreach (var one in impatient) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.NotNull(await hasher.HashAsync(Right, Cancellation));
        Assert.InRange(hasher.Computed, 1, 10);
    }

    [Fact]
    public async Task that_is_none_is_an_error_of_storage()
    {
        using var hasher = new PasswordHasher(Node.NewOptions());
        await Assert.ThrowsAsync<FormatException>(() => hasher.VerifyAsync(Right, "plain", Cancellation));
        Assert.True(hasher.NeedsRehash("plain"));
        Assert.True(hasher.NeedsRehash(string.Create(CultureInfo.InvariantCulture, $"$argon2id$v=19$m={1},t={1},p=1$!!$!!")));
    }
}
